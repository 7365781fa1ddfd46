using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// Deletes what a company no longer keeps: addresses of customers some days after their cases were closed, and the texts and photos of
/// journeys some months after these finished. Scores and counts stay, so that no figure changes. What is published stays while it is, or a
/// company could let a bad story vanish.
/// </summary>
public sealed class KeptTexts(AppDbContext db, AuditLog audit, TimeProvider clock)
{
    private const int Batch = 500;

    /// <summary>Deletes what is due in all companies, and records it with each.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var companies = await db.Companies.AsNoTracking()
            .Where(c => c.ContactDays != null || c.TextMonths != null)
            .Select(c => new { c.Id, c.ContactDays, c.TextMonths })
            .ToListAsync(cancellationToken);
        foreach (var company in companies)
        {
            if (company.ContactDays is { } days && await DeleteContactsAsync(company.Id, days, cancellationToken) is > 0 and var contacts)
            {
                await audit.AppendAsync(AuditEvent.OfSite("Retention.Contacts", company.Id, detail: $"{contacts}"));
            }

            if (company.TextMonths is { } months && await DeleteTextsAsync(company.Id, months, cancellationToken) is > 0 and var journeys)
            {
                await audit.AppendAsync(AuditEvent.OfSite("Retention.Texts", company.Id, detail: $"{journeys}"));
            }
        }
    }

    /// <summary>How much would be deleted at once with these times.</summary>
    public async Task<RetentionCount> CountAsync(
        Guid companyId, int? contactDays, int? textMonths, CancellationToken cancellationToken) => new(
        contactDays is { } days ? await ContactsDue(companyId, days).CountAsync(cancellationToken) : 0,
        textMonths is { } months ? await TextsDue(companyId, months).CountAsync(cancellationToken) : 0);

    // Where a customer's browser is reached is kept no longer than an address. A case that is opened again no longer waits for a mail.
    private Task<int> DeleteContactsAsync(Guid companyId, int days, CancellationToken cancellationToken) => db.WriteAsync(async transaction =>
    {
        var since = clock.UtcNow().AddDays(-days);
        await db.PushSubscriptions
            .Where(browser => browser.CompanyId == companyId && db.Cases.Any(c =>
                c.CompanyId == browser.CompanyId && c.JourneyId == browser.JourneyId && c.ClosedAtUtc <= since))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Cases
            .Where(c => c.CompanyId == companyId && c.ClosedAtUtc <= since && c.WantsAnswer)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.WantsAnswer, false), cancellationToken);
        var deleted = await ContactsDue(companyId, days).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }, cancellationToken);

    private IQueryable<Contact> ContactsDue(Guid companyId, int days)
    {
        var since = clock.UtcNow().AddDays(-days);
        return db.Contacts.Where(contact => contact.CompanyId == companyId
            && db.Cases.Any(c => c.CompanyId == contact.CompanyId && c.JourneyId == contact.JourneyId && c.ClosedAtUtc <= since));
    }

    private IQueryable<Journey> TextsDue(Guid companyId, int months)
    {
        var since = clock.UtcNow().AddMonths(-months);
        return db.Journeys.Where(j => j.CompanyId == companyId && j.FinishedAtUtc <= since
            && (j.TextsDeletedAtUtc == null || j.TextsDeletedAtUtc < j.FinishedAtUtc)
            && !db.Publications.Any(p =>
                p.CompanyId == j.CompanyId && p.JourneyId == j.Id
                && p.State == PublicationState.Published && p.JourneyVersion == j.Version));
    }

    private async Task<int> DeleteTextsAsync(Guid companyId, int months, CancellationToken cancellationToken)
    {
        var (deleted, last) = (0, (Guid?)Guid.Empty);
        while (last is { } after)
        {
            var (some, next) = await DeleteSomeAsync(companyId, months, after, cancellationToken);
            (deleted, last) = (deleted + some, next);
        }

        return deleted;
    }

    // The version counts up: what somebody has open of the journey, or has asked to publish, is not what it was.
    private Task<(int Journeys, Guid? Last)> DeleteSomeAsync(
        Guid companyId, int months, Guid after, CancellationToken cancellationToken) => db.WriteAsync<(int, Guid?)>(
        async transaction =>
        {
            var now = clock.UtcNow();
            var ids = await TextsDue(companyId, months)
                .Where(j => j.Id > after).OrderBy(j => j.Id).Select(j => j.Id).Take(Batch).ToListAsync(cancellationToken);
            if (ids.Count == 0)
            {
                return (0, null);
            }

            var last = ids[^1];
            await db.LockJourneysAsync(companyId, ids, cancellationToken);
            ids = await TextsDue(companyId, months).Where(j => ids.Contains(j.Id)).Select(j => j.Id).ToListAsync(cancellationToken);
            await db.Photos.Where(p => p.CompanyId == companyId && p.JourneyId != null && ids.Contains(p.JourneyId.Value))
                .ExecuteDeleteAsync(cancellationToken);
            await db.SearchEntries.Where(e => e.CompanyId == companyId && ids.Contains(e.JourneyId)).ExecuteDeleteAsync(cancellationToken);
            await db.Moments.Where(m => m.CompanyId == companyId && ids.Contains(m.JourneyId))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Story, (string?)null), cancellationToken);
            await db.MomentRevisions.Where(r => r.CompanyId == companyId && ids.Contains(r.JourneyId))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Story, (string?)null), cancellationToken);
            await db.Replies.Where(r => r.CompanyId == companyId && ids.Contains(r.JourneyId))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Text, ""), cancellationToken);
            await db.CaseNotes.Where(n => n.CompanyId == companyId && ids.Contains(n.JourneyId))
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.Text, ""), cancellationToken);
            await db.Cases.Where(c => c.CompanyId == companyId && ids.Contains(c.JourneyId) && c.Done != null)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Done, (string?)null), cancellationToken);
            var journeys = await db.Journeys.Where(j => j.CompanyId == companyId && ids.Contains(j.Id))
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(j => j.Title, (string?)null)
                        .SetProperty(j => j.Story, (string?)null)
                        .SetProperty(j => j.Place, (string?)null)
                        .SetProperty(j => j.TextsDeletedAtUtc, now)
                        .SetProperty(j => j.Version, j => j.Version + 1),
                    cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (journeys, last);
        },
        cancellationToken);
}

/// <summary>How many addresses would be deleted, and the texts and photos of how many journeys.</summary>
public sealed record RetentionCount(int Contacts, int Journeys)
{
    public bool IsNone => this is { Contacts: 0, Journeys: 0 };
}

/// <summary>Deletes every night what is due, in one of the processes that share the store.</summary>
public sealed partial class RetentionSweeper(
    IServiceScopeFactory scopes, ILogger<RetentionSweeper> logger, IHostApplicationLifetime lifetime)
    : WorkInBackground(lifetime)
{
    private const string LeaseName = "retention";

    // Looks more often than it sweeps: whichever process looks first after a day does the work.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(15), SweepsEvery = TimeSpan.FromHours(24);

    /// <summary>Sweeps if it is time to. Returns whether this process did.</summary>
    public async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<Leases>().TakeAsync(LeaseName, SweepsEvery, cancellationToken))
        {
            return false;
        }

        scope.ServiceProvider.GetRequiredService<AppDbContext>().TakeTime();
        await scope.ServiceProvider.GetRequiredService<KeptTexts>().SweepAsync(cancellationToken);
        return true;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LooksEvery);
        do
        {
            await TryAsync(SweepAsync, failure => Log.NotSwept(logger, failure.GetType().Name), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 804, Level = LogLevel.Error, Message = "What companies no longer keep could not be deleted: {Reason}")]
        public static partial void NotSwept(ILogger logger, string reason);
    }
}
