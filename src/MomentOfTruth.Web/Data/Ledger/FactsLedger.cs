using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The company's numbers, kept up to date in the transaction of the journey they come from, so that a dashboard costs the same
/// with ten journeys and with ten million. It only stores named counts; <see cref="Tally"/> decides what is counted.
/// </summary>
public sealed class FactsLedger(AppDbContext db)
{
    private const int TellEvery = 10_000;

    /// <summary>Adds a change of the counts. Runs in the caller's transaction, and throws without one.</summary>
    public async Task AddAsync(Tally change, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The ledger changes only together with the journeys it counts.");
        }

        await AddAsync(Grained(change).Select(row => new LedgerChange(row.Key.Grain, row.Key.Key, row.Value)), cancellationToken);
    }

    /// <summary>
    /// Returns a number that grows with every change of a company's ledger, or of any company's if none is named. While it stays the same,
    /// so does what was read.
    /// </summary>
    public Task<long> VersionAsync(Guid? companyId, CancellationToken cancellationToken) => companyId is { } company
        ? Changes().Where(f => f.CompanyId == company).Select(f => f.N).SingleOrDefaultAsync(cancellationToken)
        : ChangesByCompany().SumAsync(c => c.N, cancellationToken);

    /// <summary>Returns the same number for each company; 0 for one whose ledger is empty.</summary>
    public Task<Dictionary<Guid, long>> VersionsAsync(CancellationToken cancellationToken) =>
        ChangesByCompany().ToDictionaryAsync(c => c.CompanyId, c => c.N, cancellationToken);

    /// <summary>Recounts a company's journeys. Reads them as a stream: memory grows with the ledger, not with the journeys.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="progress">Called from time to time with the number of journeys read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Tally> RecountAsync(Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Reads one narrow row a moment. Whole entities, with every column of the journey at each moment, took a quarter more processor
        // time.
        var rows =
            from journey in db.JourneysOf(companyId)
            join moment in db.Moments on journey.Id equals moment.JourneyId
            orderby journey.Id, moment.Position
            select new { journey.Id, journey.Day, journey.ProductId, journey.Outcome, journey.Competitor, moment.TouchpointId, moment.Score };
        var (tally, read, id, moments) = (new Tally(), 0L, Guid.Empty, new List<ScoredMoment>());
        CountedJourney? counted = null;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Id != id)
            {
                Count();
                id = row.Id;
                counted = new CountedJourney(companyId, row.Day, row.ProductId, row.Outcome, row.Competitor, moments, JourneyFacts.None);
            }

            moments.Add(new ScoredMoment(row.TouchpointId, row.Score));
        }

        Count();
        return tally;

        void Count()
        {
            if (counted is null)
            {
                return;
            }

            tally.Add(counted with { Facts = JourneyFacts.Of(moments) });
            moments.Clear();
            if (++read % TellEvery == 0)
            {
                progress?.Report(read);
            }
        }
    }

    /// <summary>
    /// Returns the rows of a company that differ from a recount; none if the ledger is right. Reads a snapshot of a live store and blocks
    /// no writer.
    /// </summary>
    public async Task<IReadOnlyList<FactDifference>> VerifyAsync(
        Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        return await DifferencesAsync(companyId, progress, cancellationToken);
    }

    /// <summary>
    /// Makes a company's rows equal to a recount while the store goes on being written to. Writers only add to rows, so the difference
    /// found in a snapshot is still the difference when it is added.
    /// </summary>
    public async Task RebuildAsync(Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        while (!await RepairAsync(companyId, progress, cancellationToken))
        {
            // Another repair was faster. Its differences must not be added twice, so look again.
        }
    }

    /// <summary>Rebuilds the whole ledger if its definition is not the code's.</summary>
    public async Task KeepUpAsync(CancellationToken cancellationToken)
    {
        if (await db.Ledger.AnyAsync(l => l.Definition == Tally.Definition, cancellationToken))
        {
            return;
        }

        foreach (var company in await db.Companies.Select(c => c.Id).ToListAsync(cancellationToken))
        {
            await RebuildAsync(company, null, cancellationToken);
        }

        await db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.Definition, Tally.Definition), cancellationToken);
    }

    private IQueryable<FactRow> Changes() => db.Facts.AsNoTracking()
        .Where(f => f.Grain == FactGrain.Ever && f.Period == DateOnly.MinValue && f.Kind == TallyKind.Changes);

    // An outer join, since SQLite would reverse an inner one and read the whole ledger to find each row's company.
    private IQueryable<CompanyChanges> ChangesByCompany() =>
        db.Companies.SelectMany(
            c => Changes().Where(f => f.CompanyId == c.Id).DefaultIfEmpty(),
            (c, f) => new CompanyChanges { CompanyId = c.Id, N = f == null ? 0 : f.N });

    private async Task<bool> RepairAsync(Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        int repairs;
        IReadOnlyList<FactDifference> differences;
        await using (await db.BeginSnapshotAsync(cancellationToken))
        {
            repairs = await db.Ledger.Select(l => l.Repairs).SingleAsync(cancellationToken);
            differences = await DifferencesAsync(companyId, progress, cancellationToken);
        }

        if (differences.Count == 0)
        {
            return true;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var isFirst = await db.Ledger
            .Where(l => l.Repairs == repairs)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Repairs, repairs + 1), cancellationToken) == 1;
        if (!isFirst)
        {
            return false;
        }

        await AddAsync(differences.Select(d => new LedgerChange(d.Grain, d.Key, d.Expected + d.Found.Negated())), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<FactDifference>> DifferencesAsync(
        Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var expected = Grained(await RecountAsync(companyId, progress, cancellationToken));
        var differences = new List<FactDifference>();
        var stored = db.Facts.AsNoTracking().Where(f => f.CompanyId == companyId && f.Grain != FactGrain.Ever).AsAsyncEnumerable();
        await foreach (var row in stored.WithCancellation(cancellationToken))
        {
            var key = (row.Grain, new TallyKey(row.CompanyId, row.Period, row.ProductId, row.Kind, row.Key));
            expected.Remove(key, out var count);
            if (count != new TallyCount(row.N, row.Sum))
            {
                differences.Add(new FactDifference(row.Grain, key.Item2, count, new TallyCount(row.N, row.Sum)));
            }
        }

        differences.AddRange(expected.Select(missing => new FactDifference(missing.Key.Grain, missing.Key.Key, missing.Value, default)));
        return differences;
    }

    // All writers take rows in the same order, so that two of them never wait for each other.
    private Task AddAsync(IEnumerable<LedgerChange> rows, CancellationToken cancellationToken)
    {
        var changes = rows.ToList();
        changes.AddRange([.. changes.Select(r => r.Key.CompanyId).Distinct().Select(ChangeOf)]);
        var ordered = changes
            .OrderBy(r => r.Key.CompanyId).ThenBy(r => r.Grain).ThenBy(r => r.Key.Day).ThenBy(r => r.Key.Kind)
            .ThenBy(r => r.Key.ProductId).ThenBy(r => r.Key.Key, StringComparer.Ordinal);
        return db.AddFactsAsync([.. ordered], cancellationToken);
    }

    private static LedgerChange ChangeOf(Guid companyId) =>
        new(FactGrain.Ever, new TallyKey(companyId, DateOnly.MinValue, Guid.Empty, TallyKind.Changes, ""), new TallyCount(1, 0));

    private static Dictionary<(FactGrain Grain, TallyKey Key), TallyCount> Grained(Tally tally)
    {
        var rows = new Dictionary<(FactGrain, TallyKey), TallyCount>();
        foreach (var (key, count) in tally.Counts)
        {
            var month = key with { Day = new DateOnly(key.Day.Year, key.Day.Month, 1) };
            rows[(FactGrain.Day, key)] = count;
            rows[(FactGrain.Month, month)] = rows.GetValueOrDefault((FactGrain.Month, month)) + count;
        }

        return rows.Where(row => row.Value != default).ToDictionary();
    }

    private sealed class CompanyChanges
    {
        public Guid CompanyId { get; init; }

        public long N { get; init; }
    }
}

/// <summary>A ledger row that differs from a recount of the journeys.</summary>
public sealed record FactDifference(FactGrain Grain, TallyKey Key, TallyCount Expected, TallyCount Found);
