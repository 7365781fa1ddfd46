using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

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
    /// <param name="kind">Under which name its <see cref="IMailTemplate"/> is known.</param>
    /// <param name="to">One address.</param>
    /// <param name="journey">What it is about; null for nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task SendAsync(string kind, string to, Guid? journey, CancellationToken cancellationToken)
    {
        var order = new MailJob(to, CultureInfo.CurrentUICulture.Name, journey);
        db.Add(new OutboxMail { Id = Guid.CreateVersion7(), Kind = kind, Order = _protector.Protect(JsonSerializer.Serialize(order)), DueAtUtc = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
        wake.Set();
    }

    /// <summary>Null for one that was sealed with keys that are gone.</summary>
    public MailJob? Open(OutboxMail mail)
    {
        return _protector.TryUnprotect(mail.Order) is { } order ? JsonSerializer.Deserialize<MailJob>(order) : null;
    }
}

/// <summary>Tells the sender of this process that there is something to send; without it, it looks by itself now and then.</summary>
public sealed class OutboxWake : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told already and not looked yet.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
