using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MimeKit;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Writes mails as .eml files, which mail programs and editors open; for Development without a mail server.</summary>
public sealed class FolderMailer(IOptions<MailOptions> options, IOptions<DatabaseOptions> database) : IMailer
{
    private static readonly MailboxAddress From = new("MomentOfTruth", "no-reply@localhost.example");

    /// <summary>The folder of the settings; without one, <c>mail</c> beside the SQLite file or where the app was started.</summary>
    public string Folder { get; } = Path.GetFullPath(options.Value.Folder ?? Path.Combine(DataFolder(database.Value), "mail"));

    public async Task<MailResult> SendAsync(Guid id, MailMessage mail, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        await MailMessages.Of(id, mail, From).WriteToAsync(Path.Combine(Folder, $"{id:N}.eml"), cancellationToken);
        return MailResult.Sent;
    }

    private static string DataFolder(DatabaseOptions database) => database.Provider == DatabaseProvider.Sqlite
        ? Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource))!
        : ".";
}
