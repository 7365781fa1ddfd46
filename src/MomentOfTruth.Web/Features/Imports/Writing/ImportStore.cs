using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Writes imported journeys, a batch in one transaction. Names that were looked up before cost no query.</summary>
internal sealed class ImportStore(AppDbContext db, CompanyRegister register, JourneyWriter journeys, TimeProvider clock)
{
    private const string TimeZoneId = "UTC";

    private readonly Dictionary<string, Guid> _companies = [];
    private readonly Dictionary<(Guid Company, string Key), Guid> _touchpoints = [], _products = [];

    /// <summary>Adds the journeys that were not imported before, and returns these.</summary>
    public async Task<IReadOnlyList<ImportedJourney>> AddAsync(
        IReadOnlyCollection<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        List<(Journey Made, ImportedJourney Read)> added;

        // New names come by the hundred, so they share one commit.
        await using (var names = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            added = await MakeNewAsync(batch, cancellationToken);
            await names.CommitAsync(cancellationToken);
        }

        if (added.Count > 0)
        {
            await journeys.LogAllAsync([.. added.Select(journey => journey.Made)], cancellationToken);
        }

        db.ChangeTracker.Clear();
        return [.. added.Select(journey => journey.Read)];
    }

    private async Task<List<(Journey Made, ImportedJourney Read)>> MakeNewAsync(
        IReadOnlyCollection<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        var rows = new List<(Guid Company, ImportedJourney Read)>();
        foreach (var read in batch)
        {
            rows.Add((await CompanyAsync(read.Company, cancellationToken), read));
        }

        var companies = rows.Select(row => row.Company).Distinct().ToList();
        var keys = batch.Select(read => read.ImportKey).ToList();
        var known = (await db.Journeys.AsNoTracking()
            .Where(j => companies.Contains(j.CompanyId) && keys.Contains(j.ImportKey!))
            .Select(j => new { j.CompanyId, j.ImportKey })
            .ToListAsync(cancellationToken)).Select(j => (j.CompanyId, j.ImportKey!)).ToHashSet();

        var made = new List<(Journey, ImportedJourney)>();
        foreach (var (company, read) in rows.Where(row => !known.Contains((row.Company, row.Read.ImportKey))))
        {
            made.Add((await MakeAsync(company, read, cancellationToken), read));
        }

        return made;
    }

    private async Task<Journey> MakeAsync(Guid company, ImportedJourney read, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        Journey? journey = null;
        foreach (var moment in read.Moments)
        {
            var touchpoint = await TouchpointAsync(company, moment.Touchpoint, moment.Channel, cancellationToken);
            var entry = new MomentEntry(touchpoint, moment.Channel, moment.Score, moment.OccurredOn);
            if (journey is null)
            {
                journey = new Journey(company, entry, now);
            }
            else
            {
                journey.Add(entry);
            }
        }

        journey!.ProductId = read.Product is null ? null : await ProductAsync(company, read.Product, cancellationToken);
        journey.Describe(read.Title, read.Story);
        journey.CameFrom(read.ImportKey);
        journey.Finish(read.Outcome, read.EndedOn, now);
        return journey;
    }

    private async Task<Guid> CompanyAsync(string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return _companies.TryGetValue(key, out var id)
            ? id
            : _companies[key] = (await register.FindOrAddAsync(name, TimeZoneId, cancellationToken)).Id;
    }

    private async Task<Guid> TouchpointAsync(Guid company, string name, Channel channel, CancellationToken cancellationToken)
    {
        var key = (company, Naming.KeyOf(name));
        return _touchpoints.TryGetValue(key, out var id)
            ? id
            : _touchpoints[key] = (await register.FindOrAddTouchpointAsync(company, name, channel, cancellationToken)).Id;
    }

    private async Task<Guid> ProductAsync(Guid company, string name, CancellationToken cancellationToken)
    {
        var key = (company, Naming.KeyOf(name));
        return _products.TryGetValue(key, out var id)
            ? id
            : _products[key] = (await register.FindOrAddProductAsync(company, name, cancellationToken)).Id;
    }
}

/// <summary>A journey as it was read from a file: checked, and not yet in the store.</summary>
/// <param name="Rows">The number of rows of the file that it comes from.</param>
internal sealed record ImportedJourney(
    string ImportKey, string Company, string? Product, string? Title, string? Story, DateOnly EndedOn, Outcome Outcome,
    IReadOnlyList<ImportedMoment> Moments, int Rows);

/// <summary>A moment as it was read from a file.</summary>
internal sealed record ImportedMoment(string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn);
