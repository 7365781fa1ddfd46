using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The company's numbers, kept up to date in the transaction of the journey they come from, so that a dashboard costs the same
/// with ten journeys and with ten million. It only stores bags of counts; <see cref="Tally"/> decides what is counted.
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

        var began = Stopwatch.GetTimestamp();
        await AddAsync(Grained(change).Select(bag => new FactChange(bag.Key, bag.Value)), cancellationToken);
        Instruments.LedgerChanged(Stopwatch.GetElapsedTime(began));
    }

    /// <summary>
    /// Returns a number that grows with every change of a company's ledger, or of any company's if none is named. While it stays the same,
    /// so does what was read.
    /// </summary>
    public Task<long> VersionAsync(Guid? companyId, CancellationToken cancellationToken) =>
        db.LedgerVersions.Where(v => companyId == null || v.CompanyId == companyId).SumAsync(v => v.N, cancellationToken);

    /// <summary>Returns the same number for each company whose ledger is not empty.</summary>
    public Task<Dictionary<Guid, long>> VersionsAsync(CancellationToken cancellationToken) => db.LedgerVersions
        .GroupBy(v => v.CompanyId)
        .Select(company => new { company.Key, N = company.Sum(v => v.N) })
        .ToDictionaryAsync(c => c.Key, c => c.N, cancellationToken);

    /// <summary>Everything that is counted under a day of a company, by product.</summary>
    public async Task<IReadOnlyDictionary<LedgerPlace, CountBag>> OfDayAsync(
        Guid companyId, DateOnly day, CancellationToken cancellationToken) =>
        (await ReadAsync(
            db.Facts.Where(f => f.CompanyId == companyId && f.Grain == FactGrain.Day && f.Period == day), cancellationToken))
            .ToDictionary(bag => bag.Key.Place, bag => bag.Value);

    /// <summary>Recounts a company's journeys. Reads them as a stream: memory grows with the ledger, not with the journeys.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="progress">Called from time to time with the number of journeys read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task<Tally> RecountAsync(Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken) =>
        RecountAsync(db.JourneysOf(companyId), false, progress, cancellationToken);

    /// <summary>Counts some journeys of one company, or what the ledger loses with them.</summary>
    public Task<Tally> RecountAsync(IQueryable<Journey> journeys, bool leaving, CancellationToken cancellationToken) =>
        RecountAsync(journeys, leaving, null, cancellationToken);

    private async Task<Tally> RecountAsync(
        IQueryable<Journey> journeys, bool leaving, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // Reads one narrow row a moment. Whole entities, with every column of the journey at each moment, took a quarter more processor
        // time.
        var rows =
            from journey in journeys
            join moment in db.Moments on new { journey.CompanyId, journey.Id } equals new { moment.CompanyId, Id = moment.JourneyId }
            orderby journey.Id, moment.Position
            select new
            {
                journey.CompanyId,
                journey.Id,
                journey.Day,
                journey.ProductId,
                journey.Outcome,
                journey.Competitor,
                journey.IsOrdered,
                journey.ClosedByItself,
                moment.TouchpointId,
                moment.Score,
                moment.OccurredOn,
            };
        var (tally, read, id, moments) = (new Tally(), 0L, Guid.Empty, new List<ScoredMoment>());
        CountedJourney? counted = null;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.Id != id)
            {
                Count();
                id = row.Id;
                counted = new CountedJourney(row.CompanyId, row.Day, row.ProductId, row.Outcome, row.Competitor, moments, JourneyFacts.None)
                {
                    IsOrdered = row.IsOrdered,
                    ClosedByItself = row.ClosedByItself,
                };
            }

            moments.Add(new ScoredMoment(row.TouchpointId, row.Score) { OccurredOn = row.OccurredOn });
        }

        Count();
        return tally;

        void Count()
        {
            if (counted is null)
            {
                return;
            }

            var whole = counted with { Facts = JourneyFacts.Of(moments, counted.IsOrdered) };
            (leaving ? tally.Remove : (Action<CountedJourney>)tally.Add)(whole);
            moments.Clear();
            if (++read % TellEvery == 0)
            {
                progress?.Report(read);
            }
        }
    }

    /// <summary>
    /// Returns the counts of a company that differ from a recount; none if the ledger is right. Reads a snapshot of a live store and blocks
    /// no writer.
    /// </summary>
    public async Task<IReadOnlyList<FactDifference>> VerifyAsync(
        Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        return await DifferencesAsync(companyId, progress, cancellationToken);
    }

    /// <summary>
    /// Makes a company's counts equal to a recount while the store goes on being written to. Writers only add to them, so the difference
    /// found in a snapshot is still the difference when it is added.
    /// </summary>
    public async Task RebuildAsync(Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        while (!await RepairAsync(companyId, progress, cancellationToken))
        {
            // Another repair was faster. Its differences must not be added twice, so look again.
        }
    }

    /// <summary>Rebuilds the whole ledger if its definition is not the code's, which may not even be able to read it.</summary>
    public async Task KeepUpAsync(CancellationToken cancellationToken)
    {
        if (await db.Ledger.AnyAsync(l => l.Definition == Tally.Definition, cancellationToken))
        {
            return;
        }

        foreach (var company in await db.Companies.Select(c => c.Id).ToListAsync(cancellationToken))
        {
            await db.Facts.Where(f => f.CompanyId == company).ExecuteDeleteAsync(cancellationToken);
            await RebuildAsync(company, null, cancellationToken);
        }

        await db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.Definition, Tally.Definition), cancellationToken);
    }

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

        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var isFirst = await db.Ledger
            .Where(l => l.Repairs == repairs)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Repairs, repairs + 1), cancellationToken) == 1;
        if (!isFirst)
        {
            return false;
        }

        await AddAsync(differences.GroupBy(d => d.Bag).Select(bag => new FactChange(bag.Key, Missing(bag))), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static CountBag Missing(IEnumerable<FactDifference> differences)
    {
        var missing = new CountBag();
        foreach (var difference in differences)
        {
            missing.Add(difference.Key, difference.Expected + difference.Found.Negated());
        }

        return missing;
    }

    private async Task<IReadOnlyList<FactDifference>> DifferencesAsync(
        Guid companyId, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var expected = Grained(await RecountAsync(companyId, progress, cancellationToken));
        var found = await ReadAsync(db.Facts.Where(f => f.CompanyId == companyId), cancellationToken);
        var nothing = new CountBag();
        return
        [
            .. from bag in expected.Keys.Union(found.Keys).OrderBy(bag => bag.Order)
               let right = expected.GetValueOrDefault(bag, nothing)
               let stored = found.GetValueOrDefault(bag, nothing)
               from key in right.Counts.Select(c => c.Key).Union(stored.Counts.Select(c => c.Key))
               where right[key] != stored[key]
               select new FactDifference(bag, key, right[key], stored[key]),
        ];
    }

    private static async Task<Dictionary<FactKey, CountBag>> ReadAsync(IQueryable<FactRow> rows, CancellationToken cancellationToken)
    {
        var bags = new Dictionary<FactKey, CountBag>();
        await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            BagOf(bags, new FactKey(row.Grain, new LedgerPlace(row.CompanyId, row.Period, row.ProductId))).Read(row.Counts);
        }

        return bags;
    }

    // All writers take companies, slots and bags in the same order, so that two of them never wait for each other. To take away, a writer
    // takes all slots and folds them into the first: no part of a bag ever holds less than nothing, or a word that was erased.
    private async Task AddAsync(IEnumerable<FactChange> bags, CancellationToken cancellationToken)
    {
        var changes = bags.OrderBy(change => change.Key.Order).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        var folds = changes.Exists(change => change.Counts.TakesAway);
        var slots = Enumerable.Range(0, db.LedgerSlots).Select(slot => (short)slot).ToArray();
        short[] taken = folds ? slots : [slots[Random.Shared.Next(slots.Length)]];
        await db.AddFactsAsync(changes, taken, cancellationToken);
    }

    private static Dictionary<FactKey, CountBag> Grained(Tally tally)
    {
        var bags = new Dictionary<FactKey, CountBag>();
        foreach (var (place, counts) in tally.Places.Where(place => !place.Value.IsEmpty))
        {
            var month = place with { Period = new DateOnly(place.Period.Year, place.Period.Month, 1) };
            bags.Add(new FactKey(FactGrain.Day, place), counts);
            BagOf(bags, new FactKey(FactGrain.Month, month)).Add(counts);
        }

        return bags;
    }

    private static CountBag BagOf(Dictionary<FactKey, CountBag> bags, FactKey key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(bags, key, out _) ??= new CountBag();
}

/// <summary>A count of the ledger that differs from a recount of the journeys.</summary>
public sealed record FactDifference(FactKey Bag, CountKey Key, TallyCount Expected, TallyCount Found);
