using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>
/// Mails that are to be sent. A mail is promised in the store and sent afterwards, so that no answer waits for a mail server and none that was
/// promised is lost with one.
/// </summary>
public sealed class Outbox(AppDbContext db, TimeProvider clock, IDataProtectionProvider protection, OutboxWake wake, MailState state)
{
    private readonly IDataProtector _protector = protection.CreateProtector("outbox");

    /// <summary>Whether this installation sends mail at all.</summary>
    public bool IsOn => state.IsOn;

    /// <summary>Promises a mail, in the language of the page.</summary>
    /// <param name="kind">Under which name its <see cref="ILetterWriter"/> is known.</param>
    /// <param name="to">One address.</param>
    /// <param name="journey">What it is about; null for nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task SendAsync(string kind, string to, Guid? journey, CancellationToken cancellationToken)
    {
        var order = new MailOrder(to, CultureInfo.CurrentUICulture.Name, journey);
        db.Add(new OutboxMail { Id = Guid.CreateVersion7(), Kind = kind, Order = _protector.Protect(JsonSerializer.Serialize(order)), DueAtUtc = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        wake.Set();
    }

    /// <summary>Null for one that was sealed with keys that are gone.</summary>
    public MailOrder? Open(OutboxMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return _protector.TryUnprotect(mail.Order) is { } order ? JsonSerializer.Deserialize<MailOrder>(order) : null;
    }
}
