using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Reads how the installation is doing, in reads whose cost does not grow with the journeys.</summary>
public sealed class StateQuery(AppDbContext db, MailState mail, StoreHealth health, TimeProvider clock)
{
    /// <summary>So many mails that were given up are shown, the latest.</summary>
    public const int MostGivenUp = 20;

    private const int MostLeases = 100;

    public async Task<InstallationState> RunAsync(CancellationToken cancellationToken)
    {
        var (now, place) = (clock.UtcNow(), db.Place);
        var (version, bytes) = await db.MeasureAsync(cancellationToken);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        var ledger = await db.Ledger.AsNoTracking().SingleAsync(cancellationToken);
        return new InstallationState(
            Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            RuntimeInformation.FrameworkDescription,
            Process.GetCurrentProcess().StartTime.ToUniversalTime(),
            $"{place.Engine} {version}",
            place.Where,
            bytes,
            place.FreeBytes,
            health.Failure is not null,
            applied.LastOrDefault(),
            pending.Count(),
            await MailAsync(now, cancellationToken),
            await db.Drafts.CountAsync(cancellationToken),
            await db.Sessions.CountAsync(s => s.ExpiresAtUtc > now, cancellationToken),
            await db.Leases.AsNoTracking().OrderBy(l => l.Name).Take(MostLeases).ToListAsync(cancellationToken),
            ledger.Definition,
            ledger.Definition != Tally.Definition,
            ledger.SearchDefinition,
            ledger.SearchDefinition != SearchIndex.Definition);
    }

    private async Task<MailBacklog> MailAsync(DateTime now, CancellationToken cancellationToken)
    {
        var waiting = db.Outbox.AsNoTracking().Where(m => m.GivenUpAtUtc == null);
        var given = db.Outbox.AsNoTracking().Where(m => m.GivenUpAtUtc != null);
        var oldest = await waiting.OrderBy(m => m.Id).Select(m => (Guid?)m.Id).FirstOrDefaultAsync(cancellationToken);
        return new MailBacklog(
            mail.IsOn,
            await waiting.CountAsync(cancellationToken),
            oldest is { } id ? now - TimeOf(id) : null,
            await waiting.CountAsync(m => m.Reason != null, cancellationToken),
            await waiting.Where(m => m.Reason != null).OrderByDescending(m => m.Attempts).Select(m => m.Reason)
                .FirstOrDefaultAsync(cancellationToken),
            await given.CountAsync(cancellationToken),
            await given.OrderByDescending(m => m.GivenUpAtUtc).Take(MostGivenUp)
                .Select(m => new GivenUpMail(m.GivenUpAtUtc!.Value, m.Kind, m.Attempts, m.Reason))
                .ToListAsync(cancellationToken));
    }

    // An id of version 7 begins with the milliseconds at which it was made.
    private static DateTime TimeOf(Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        var milliseconds = bytes.AsSpan(0, 6).ToArray().Aggregate(0L, (sum, b) => (sum << 8) | b);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
    }
}

/// <summary>How the installation is doing, on the node that answers.</summary>
/// <param name="FreeBytes">Room on the store's disk; null if it is another machine's.</param>
/// <param name="IsFailing">Whether the last write was refused.</param>
/// <param name="Schema">The last migration; null if there is none.</param>
/// <param name="PendingMigrations">How many are still to do.</param>
/// <param name="IsLedgerOld">Whether the counts were made by another definition and are rebuilt at the next start.</param>
/// <param name="IsSearchOld">The same of the index of stories.</param>
public sealed record InstallationState(
    string Version, string Runtime, DateTime StartedAtUtc, string Engine, string Where, long Bytes, long? FreeBytes, bool IsFailing,
    string? Schema, int PendingMigrations, MailBacklog Mail, int Drafts, int Sessions, IReadOnlyList<Lease> Leases, int LedgerDefinition,
    bool IsLedgerOld, int SearchDefinition, bool IsSearchOld);

/// <summary>The mails to be sent.</summary>
/// <param name="Oldest">How long the first has waited; null if none waits.</param>
/// <param name="Failing">How many were tried in vain and will be tried again.</param>
/// <param name="Reason">Why, of the one that was tried most often.</param>
public sealed record MailBacklog(
    bool IsOn, int Waiting, TimeSpan? Oldest, int Failing, string? Reason, int GivenUp, IReadOnlyList<GivenUpMail> Latest);

/// <summary>A mail that was not sent and will not be.</summary>
public sealed record GivenUpMail(DateTime AtUtc, string Kind, int Attempts, string? Reason);
