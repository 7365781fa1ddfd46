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
    private readonly Dictionary<string, Guid> _companies = [];
    private readonly Dictionary<(Guid Company, string Key), Guid> _touchpoints = [], _products = [];

    /// <summary>Adds the journeys that were not imported before, and returns these.</summary>
    public async Task<IReadOnlyList<ImportedJourney>> AddAsync(
        IReadOnlyCollection<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        // The new names come with their journeys, in one commit.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var added = await MakeNewAsync(batch, cancellationToken);
        if (added.Count > 0)
        {
            await journeys.LogAllAsync([.. added.Select(journey => journey.Made)], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. added.Select(journey => journey.Read)];
    }

    private async Task<List<(Journey Made, ImportedJourney Read)>> MakeNewAsync(
        IReadOnlyCollection<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        await KnowCompaniesAsync(batch, cancellationToken);
        var rows = batch.Select(read => (Company: _companies[Naming.KeyOf(read.Company)], Read: read)).ToList();
        var companies = rows.Select(row => row.Company).Distinct().ToList();
        var keys = batch.Select(read => read.ImportKey).ToList();
        var known = (await db.Journeys.AsNoTracking()
            .Where(j => companies.Contains(j.CompanyId) && keys.Contains(j.ImportKey!))
            .Select(j => new { j.CompanyId, j.ImportKey })
            .ToListAsync(cancellationToken)).Select(j => (j.CompanyId, j.ImportKey!)).ToHashSet();

        var added = rows.Where(row => !known.Contains((row.Company, row.Read.ImportKey))).ToList();
        await KnowTouchpointsAsync(added, cancellationToken);
        await KnowProductsAsync(added, cancellationToken);
        return [.. added.Select(row => (Make(row.Company, row.Read), row.Read))];
    }

    private Journey Make(Guid company, ImportedJourney read)
    {
        var now = clock.UtcNow();
        Journey? journey = null;
        foreach (var moment in read.Moments)
        {
            var touchpoint = _touchpoints[(company, Naming.KeyOf(moment.Touchpoint))];
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

        journey!.ProductId = read.Product is null ? null : _products[(company, Naming.KeyOf(read.Product))];
        journey.Describe(read.Title, read.Story);
        journey.CameFrom(read.ImportKey);
        if (!read.IsOrdered)
        {
            journey.HasNoOrder();
        }

        journey.Finish(read.Outcome, read.EndedOn, now);
        return journey;
    }

    private async Task KnowCompaniesAsync(IEnumerable<ImportedJourney> batch, CancellationToken cancellationToken)
    {
        var unknown = batch.Select(read => read.Company).Distinct().Where(name => !_companies.ContainsKey(Naming.KeyOf(name))).ToList();
        foreach (var (name, company) in unknown.Zip(await register.FindOrAddAsync(unknown, cancellationToken)))
        {
            _companies[Naming.KeyOf(name)] = company.Id;
        }
    }

    private async Task KnowTouchpointsAsync(
        IEnumerable<(Guid Company, ImportedJourney Read)> rows, CancellationToken cancellationToken)
    {
        var unknown = rows
            .SelectMany(row => row.Read.Moments, (row, moment) => (row.Company, moment.Touchpoint, moment.Channel))
            .DistinctBy(named => (named.Company, named.Touchpoint))
            .Where(named => !_touchpoints.ContainsKey((named.Company, Naming.KeyOf(named.Touchpoint))))
            .Select(named => new NamedTouchpoint(named.Company, named.Touchpoint, named.Touchpoint, null, named.Channel)
            {
                State = NameState.Kept,
            })
            .ToList();
        foreach (var (named, touchpoint) in unknown.Zip(await register.FindOrAddTouchpointsAsync(unknown, cancellationToken)))
        {
            _touchpoints[(named.CompanyId, Naming.KeyOf(named.Name))] = touchpoint.CountedId;
        }
    }

    private async Task KnowProductsAsync(
        IEnumerable<(Guid Company, ImportedJourney Read)> rows, CancellationToken cancellationToken)
    {
        var unknown = rows
            .Where(row => row.Read.Product is not null)
            .Select(row => (row.Company, Product: row.Read.Product!))
            .Distinct()
            .Where(named => !_products.ContainsKey((named.Company, Naming.KeyOf(named.Product))))
            .ToList();
        foreach (var (named, product) in unknown.Zip(await register.FindOrAddProductsAsync(unknown, NameState.Kept, cancellationToken)))
        {
            _products[(named.Company, Naming.KeyOf(named.Product))] = product.CountedId;
        }
    }
}

/// <summary>A journey as it was read from a file: checked, and not yet in the store.</summary>
/// <param name="Rows">The number of rows of the file that it comes from.</param>
internal sealed record ImportedJourney(
    string ImportKey, string Company, string? Product, string? Title, string? Story, DateOnly EndedOn, Outcome Outcome,
    IReadOnlyList<ImportedMoment> Moments, int Rows)
{
    /// <summary>Whether the order of the moments is the customer's.</summary>
    public bool IsOrdered { get; init; } = true;
}

/// <summary>A moment as it was read from a file.</summary>
internal sealed record ImportedMoment(string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn);
