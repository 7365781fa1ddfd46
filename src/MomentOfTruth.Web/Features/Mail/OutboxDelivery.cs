using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Sends what is due, one after another. Several processes may do so at once: each mail is taken by one of them.</summary>
public sealed class OutboxDelivery(AppDbContext db, TimeProvider clock, Outbox outbox, IMailer mailer, IServiceProvider services, ILogger<OutboxDelivery> logger)
{
    /// <summary>After so many tries, over some three days, a mail is given up.</summary>
    public const int MaxAttempts = 75;

    // Longer than any attempt: whoever dies in the middle of one leaves it to the next.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5), Longest = TimeSpan.FromHours(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>False if nothing is due.</summary>
    public async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var due = await db.Outbox.AsNoTracking().Where(m => m.DueAtUtc <= now).OrderBy(m => m.DueAtUtc).ThenBy(m => m.Id).FirstOrDefaultAsync(cancellationToken);
        if (due is null)
        {
            return false;
        }

        // Matches only while nobody else has moved DueAtUtc: the loser of a race updates no row.
        var isClaimed = await db.Outbox
            .Where(m => m.Id == due.Id && m.DueAtUtc == due.DueAtUtc)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAtUtc, now + Lease).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancellationToken) == 1;
        if (isClaimed)
        {
            // Once the server has taken it, it must not be sent again because this process is being stopped.
            await SettleAsync(due.Id, due.Attempts + 1, await TryAsync(due, cancellationToken), CancellationToken.None);
        }

        return true;
    }

    /// <summary>How long to wait after that many tries.</summary>
    public static TimeSpan Wait(int attempts) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, TimeSpan.FromSeconds(10).Ticks << Math.Min(attempts, 20)));

    private async Task<MailResult> TryAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        if (mail.Attempts >= MaxAttempts || outbox.Open(mail) is not { } order || services.GetKeyedService<IMailTemplate>(mail.Kind) is not { } writer)
        {
            return new MailResult(MailVerdict.Never, "it cannot be written");
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(order.Culture);
        return await mailer.SendAsync(mail.Id, await writer.WriteAsync(order, cancellationToken), cancellationToken);
    }

    private async Task SettleAsync(Guid id, int attempts, MailResult result, CancellationToken cancellationToken)
    {
        var mail = db.Outbox.Where(m => m.Id == id);
        if (result.Verdict == MailVerdict.Later && attempts < MaxAttempts)
        {
            var next = Now + Wait(attempts);
            await mail.ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAtUtc, next), cancellationToken);
            logger.Postponed(id, attempts, result.Reason!, next);
            return;
        }

        await mail.ExecuteDeleteAsync(cancellationToken);
        if (result.Verdict == MailVerdict.Sent)
        {
            logger.Sent(id, attempts);
        }
        else
        {
            logger.GivenUp(id, attempts, result.Reason!);
        }
    }
}
