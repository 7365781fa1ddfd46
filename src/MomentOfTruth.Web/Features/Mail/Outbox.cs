using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>
/// The mails to be sent. A mail is first stored and sent afterwards, so that no page waits for a mail server, and no mail is lost when the
/// server is away.
/// </summary>
public sealed class Outbox(AppDbContext db, TimeProvider clock, IDataProtectionProvider protection, OutboxWake wake, MailState state)
{
    private readonly IDataProtector _protector = protection.CreateProtector("outbox");

    /// <summary>Whether this installation sends mail at all.</summary>
    public bool IsOn => state.IsOn;

    /// <summary>Stores a mail to be sent, in the language of the page.</summary>
    /// <param name="kind">The key under which its <see cref="IMailTemplate"/> is registered.</param>
    /// <param name="to">One address.</param>
    /// <param name="journey">The journey that it is about; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task SendAsync(string kind, string to, JourneyKey? journey, CancellationToken cancellationToken)
    {
        Add(kind, new MailJob(to, CultureInfo.CurrentUICulture.Name, journey));
        await db.SaveChangesAsync(cancellationToken);
        Wake();
    }

    /// <summary>Adds a mail to what the caller is about to save. Once that is committed, the caller says so. Returns its id.</summary>
    public Guid Add(string kind, MailJob job)
    {
        var mail = new OutboxMail
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            Order = _protector.Protect(JsonSerializer.Serialize(job)),
            DueAtUtc = clock.UtcNow(),
        };
        db.Add(mail);
        return mail.Id;
    }

    /// <summary>Tells the sender that a mail was stored.</summary>
    public void Wake() => wake.Set();

    /// <summary>Reads what the mail is to say. Returns null if it was protected with keys that are gone.</summary>
    public MailJob? Open(OutboxMail mail) =>
        _protector.TryUnprotect(mail.Order) is { } job ? JsonSerializer.Deserialize<MailJob>(job)! with { Id = mail.Id } : null;
}

/// <summary>
/// Tells the sender of this process that a mail was stored. Without that signal the sender looks by itself every few seconds.
/// </summary>
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
            // The signal is set already.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
