using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MimeKit;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>In Development: writes mails as .eml files, which mail programs and editors open.</summary>
public sealed class FolderMailer(IOptions<MailOptions> mail, IOptions<DatabaseOptions> database) : IMailer
{
    private static readonly MailboxAddress From = new("MomentOfTruth", "no-reply@localhost.example");

    /// <summary>Beside the SQLite file, or where the app was started.</summary>
    public string Folder { get; } = Path.GetFullPath(mail.Value.Folder ?? Path.Combine(DataFolder(database.Value), "mail"));

    public async Task<MailResult> SendAsync(Guid id, MailMessage letter, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        await MailMessages.Of(id, letter, From).WriteToAsync(Path.Combine(Folder, $"{id:N}.eml"), cancellationToken);
        return MailResult.Sent;
    }

    private static string DataFolder(DatabaseOptions database) => database.Provider == DatabaseProvider.Sqlite
        ? Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource))!
        : ".";
}
