using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Puts imported journeys into the store, a batch in one transaction. Names it has met before cost no query.</summary>
internal sealed class ImportStore(AppDbContext db, CompanyRegister register, JourneyWriter log, TimeProvider clock)
{
    private const string TimeZoneId = "UTC";

    private readonly Dictionary<string, Guid> _companies = [];
    private readonly Dictionary<(Guid Company, string Key), Guid> _touchpoints = [], _products = [];

    /// <summary>Adds the journeys that are not there yet, and gives them back.</summary>
    public async Task<IReadOnlyList<ImportedJourney>> AddAsync(IReadOnlyCollection<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        List<(Journey Made, ImportedJourney Told)> added;

        // New names come by the hundred: one commit for all of them, not one for each.
        await using (var names = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            added = await MakeNewAsync(batch, cancellationToken);
            await names.CommitAsync(cancellationToken);
        }

        if (added.Count > 0)
        {
            await log.LogAllAsync([.. added.Select(journey => journey.Made)], cancellationToken);
        }

        db.ChangeTracker.Clear();
        return [.. added.Select(journey => journey.Told)];
    }

    private async Task<List<(Journey Made, ImportedJourney Told)>> MakeNewAsync(IReadOnlyCollection<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        var journeys = new List<(Guid Company, ImportedJourney Told)>();
        foreach (var told in batch)
        {
            journeys.Add((await CompanyAsync(told.Company, cancellationToken), told));
        }

        var companies = journeys.Select(journey => journey.Company).Distinct().ToList();
        var keys = batch.Select(told => told.ImportKey).ToList();
        var known = (await db.Journeys.AsNoTracking()
            .Where(j => companies.Contains(j.CompanyId) && keys.Contains(j.ImportKey!))
            .Select(j => new { j.CompanyId, j.ImportKey })
            .ToListAsync(cancellationToken)).Select(j => (j.CompanyId, j.ImportKey!)).ToHashSet();

        var made = new List<(Journey, ImportedJourney)>();
        foreach (var (company, told) in journeys.Where(journey => !known.Contains((journey.Company, journey.Told.ImportKey))))
        {
            made.Add((await MakeAsync(company, told, cancellationToken), told));
        }

        return made;
    }

    private async Task<Journey> MakeAsync(Guid company, ImportedJourney told, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Journey? journey = null;
        foreach (var moment in told.Moments)
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

        journey!.ProductId = told.Product is null ? null : await ProductAsync(company, told.Product, cancellationToken);
        journey.Describe(told.Title, told.Story);
        journey.CameFrom(told.ImportKey);
        journey.Finish(told.Outcome, told.EndedOn, now);
        return journey;
    }

    private async Task<Guid> CompanyAsync(string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return _companies.TryGetValue(key, out var id) ? id : _companies[key] = (await register.FindOrAddAsync(name, TimeZoneId, cancellationToken)).Id;
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
        return _products.TryGetValue(key, out var id) ? id : _products[key] = (await register.FindOrAddProductAsync(company, name, cancellationToken)).Id;
    }
}

/// <summary>A column of ratings that are moments at one touchpoint.</summary>
public sealed record ImportTouchpoint : ImportScale
{
    public string? Name { get; init; }

    /// <summary>A channel code.</summary>
    public string? Channel { get; init; }
}

/// <summary>A journey as a file tells it: checked, and not yet in the store.</summary>
/// <param name="Rows">How many rows of the file it comes from.</param>
internal sealed record ImportedJourney(
    string ImportKey, string Company, string? Product, string? Title, string? Story, DateOnly EndedOn, Outcome Outcome,
    IReadOnlyList<ImportedMoment> Moments, int Rows);

/// <summary>A moment as a file tells it.</summary>
internal sealed record ImportedMoment(string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn);
