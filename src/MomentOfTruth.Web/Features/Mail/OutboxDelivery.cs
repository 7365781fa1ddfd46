using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Sends due mails, one after another. Several processes may do so at once: each mail is claimed by one of them.</summary>
public sealed partial class OutboxDelivery(
    AppDbContext db, TimeProvider clock, Outbox outbox, ILookupNormalizer addresses, IServiceProvider services,
    IEnumerable<OutboxWorkKind> works, ILogger<OutboxDelivery> logger, IMailer? mailer = null)
{
    /// <summary>After this many attempts, over about three days, a mail is given up.</summary>
    public const int MaxAttempts = 75;

    /// <summary>How long it is remembered that a mail was given up.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    // Renewed while an attempt lasts; the mail of a process that dies in the middle of one is sent by another after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1), Renews = TimeSpan.FromSeconds(20), Longest = TimeSpan.FromHours(1);

    /// <summary>Sends the mail that is due first. Returns false if none is due.</summary>
    public async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        // Mails that wait for a server, while the settings name none, are left alone.
        var (now, sendsMail, kinds) = (clock.UtcNow(), mailer is not null, works.Select(work => work.Kind).ToList());
        var due = await db.Outbox.AsNoTracking()
            .Where(m => m.DueAtUtc <= now && (sendsMail || kinds.Contains(m.Kind)))
            .OrderBy(m => m.DueAtUtc).ThenBy(m => m.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (due is null)
        {
            return false;
        }

        if (due.GivenUpAtUtc is not null)
        {
            await db.Outbox.Where(m => m.Id == due.Id).ExecuteDeleteAsync(cancellationToken);
            return true;
        }

        // Matches only while no other process has moved DueAtUtc: the loser of a race updates no row.
        var isClaimed = await db.Outbox
            .Where(m => m.Id == due.Id && m.DueAtUtc == due.DueAtUtc)
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.DueAtUtc, now + Lease).SetProperty(m => m.Attempts, m => m.Attempts + 1),
                cancellationToken) == 1;
        if (isClaimed)
        {
            // Not cancelled when this process stops: a mail that the server has taken must not be sent again.
            var result = await TryAsync(due, cancellationToken);
            Instruments.Mailed(due.Kind, result.Verdict.ToString());
            await SettleAsync(due.Id, due.Attempts + 1, result, CancellationToken.None);
        }

        return true;
    }

    /// <summary>How long to wait after this many attempts: 20 s after the first, then twice as long each time, up to an hour.</summary>
    public static TimeSpan Wait(int attempts) =>
        TimeSpan.FromTicks(Math.Min(Longest.Ticks, TimeSpan.FromSeconds(10).Ticks << Math.Min(attempts, 20)));

    private async Task<MailResult> TryAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        var (template, work) = (services.GetKeyedService<IMailTemplate>(mail.Kind), services.GetKeyedService<IOutboxWork>(mail.Kind));
        if (mail.Attempts >= MaxAttempts || outbox.Open(mail) is not { } job || (template is null && work is null))
        {
            return new MailResult(MailVerdict.Never, "it cannot be written");
        }

        try
        {
            var address = addresses.NormalizeEmail(job.To.Trim());
            if (await db.Users.AnyAsync(u => u.NormalizedEmail == address && u.DisabledAtUtc != null, cancellationToken))
            {
                return new MailResult(MailVerdict.Unwanted);
            }

            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.Culture);
            if (work is not null)
            {
                return await work.DoAsync(job, cancellationToken);
            }

            return await template!.WriteAsync(job, cancellationToken) is { } message
                ? await SendAsync(mail.Id, message, cancellationToken)
                : new MailResult(MailVerdict.Unwanted);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One that cannot be written must not hold up the others. An address that the library refuses will never be one.
            return new MailResult(failure is MimeKit.ParseException ? MailVerdict.Never : MailVerdict.Later, failure.GetType().Name);
        }
    }

    private async Task<MailResult> SendAsync(Guid id, MailMessage message, CancellationToken cancellationToken)
    {
        // A race of the sending with the clock: the attempt ends when the server answers, and until then the lease must not run out.
        var sending = mailer!.SendAsync(id, message, cancellationToken);
        while (await Task.WhenAny(sending, Task.Delay(Renews, cancellationToken)) != sending && !cancellationToken.IsCancellationRequested)
        {
            var until = clock.UtcNow() + Lease;
            await db.Outbox.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAtUtc, until), cancellationToken);
        }

        return await sending;
    }

    private async Task SettleAsync(Guid id, int attempts, MailResult result, CancellationToken cancellationToken)
    {
        var mail = db.Outbox.Where(m => m.Id == id);
        if (result.Verdict == MailVerdict.Later && attempts < MaxAttempts)
        {
            var next = clock.UtcNow() + Wait(attempts);
            await mail.ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAtUtc, next).SetProperty(m => m.Reason, result.Reason), cancellationToken);
            Log.Postponed(logger, id, attempts, result.Reason!, next);
            return;
        }

        if (result.Verdict is MailVerdict.Sent or MailVerdict.Unwanted)
        {
            await mail.ExecuteDeleteAsync(cancellationToken);
            if (result.Verdict == MailVerdict.Sent)
            {
                Log.Sent(logger, id, attempts);
            }

            return;
        }

        // Whom it was for goes with it: the administrator is told that it failed, and why.
        var now = clock.UtcNow();
        await mail.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.GivenUpAtUtc, now).SetProperty(m => m.DueAtUtc, now + Remembered)
                .SetProperty(m => m.Reason, result.Reason).SetProperty(m => m.Order, ""),
            cancellationToken);
        Log.GivenUp(logger, id, attempts, result.Reason!);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 601, Level = LogLevel.Information, Message = "Mail {MailId} sent at attempt {Attempt}")]
        public static partial void Sent(ILogger logger, Guid mailId, int attempt);

        [LoggerMessage(
            EventId = 602, Level = LogLevel.Warning,
            Message = "Mail {MailId} could not be sent at attempt {Attempt}: {Reason}; next attempt at {Next}")]
        public static partial void Postponed(ILogger logger, Guid mailId, int attempt, string reason, DateTime next);

        [LoggerMessage(EventId = 603, Level = LogLevel.Error, Message = "Mail {MailId} given up at attempt {Attempt}: {Reason}")]
        public static partial void GivenUp(ILogger logger, Guid mailId, int attempt, string reason);
    }
}
