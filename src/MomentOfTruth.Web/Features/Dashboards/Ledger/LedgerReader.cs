using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// Reads the ledger: a span as its whole months plus the days at its edges, so that its cost grows with neither journeys nor days. The bags
/// of a scope are read once a request; all that is asked of the scope is found in them.
/// </summary>
public sealed class LedgerReader(AppDbContext db, FactsLedger ledger, LedgerCache cache)
{
    private static readonly TallyKind[] TrendKinds =
        [TallyKind.Journeys, TallyKind.Collapsed, TallyKind.Product, TallyKind.EvenScore, TallyKind.Average];

    private static readonly TallyKind[] BenchmarkKinds = [TallyKind.Journeys, TallyKind.Collapsed, TallyKind.EvenScore];

    private readonly Dictionary<Guid, long> _versions = [];
    private readonly Dictionary<LedgerScope, IReadOnlyList<LedgerBag>> _bags = [];

    /// <summary>The scores by the columns of a heat map, of the months that have any; none if there are none.</summary>
    /// <param name="today">The company's day.</param>
    public async Task<IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)>> ScoresAsync(
        LedgerScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        return Bucketed(
            await BagsAsync(scope, cancellationToken),
            counts => counts.Only(TallyKind.Scores),
            (first, last) => BucketSize.OfMonths(first, last, HeatMap.MostColumns).Between(first, last, (scope.From, scope.To), today));
    }

    /// <summary>
    /// Journeys, collapsed ones and even scores of every company, over all products. Only companies that changed since are read again.
    /// </summary>
    public Task<IReadOnlyDictionary<Guid, LedgerTotals>> ByCompanyAsync(
        DateOnly? from, DateOnly? to, CancellationToken cancellationToken) =>
        GetOrAddAsync(null, ("companies", from, to), () => ReadByCompanyAsync(from, to, cancellationToken), cancellationToken);

    private async Task<(IReadOnlyDictionary<Guid, LedgerTotals>, int)> ReadByCompanyAsync(
        DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var versions = await ledger.VersionsAsync(cancellationToken);
        object Question(Guid companyId) => ("company", companyId, from, to, versions[companyId]);
        var totals = versions.Keys.ToDictionary(id => id, id => cache.Find<LedgerTotals>(Question(id)));
        var changed = totals.Where(c => c.Value is null).ToDictionary(c => c.Key, _ => new CountBag());
        foreach (var span in changed.Count == 0 ? [] : LedgerSpan.Of(new LedgerScope(null, from, to)))
        {
            var rows = Of(db.Facts.Where(f => changed.Keys.Contains(f.CompanyId)), span).Select(f => new { f.CompanyId, f.Counts });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                changed[row.CompanyId].Read(row.Counts, BenchmarkKinds);
            }
        }

        foreach (var (id, counts) in changed)
        {
            var company = new LedgerTotals(counts);
            cache.Keep(Question(id), company, BenchmarkKinds.Length);
            totals[id] = company;
        }

        return (totals.ToDictionary(c => c.Key, c => c.Value!), totals.Count);
    }

    public Task<LedgerTotals> TotalsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        return GetOrAddAsync(scope.CompanyId, ("totals", scope), ReadAsync, cancellationToken);

        async Task<(LedgerTotals, int)> ReadAsync()
        {
            var totals = new LedgerTotals((await BagsAsync(scope, cancellationToken)).Select(bag => bag.Counts));
            return (totals, totals.Count);
        }
    }

    /// <summary>The totals of the trend by its buckets, in order, also empty ones; none if there is nothing at all.</summary>
    /// <param name="today">The company's day.</param>
    /// <param name="atLeast">The buckets are no shorter than these.</param>
    public Task<IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)>> TrendAsync(
        LedgerScope scope, DateOnly today, BucketSize atLeast, CancellationToken cancellationToken)
    {
        return GetOrAddAsync(scope.CompanyId, ("trend", scope, today, atLeast), ReadAsync, cancellationToken);

        async Task<(IReadOnlyList<(TrendBucket, LedgerTotals)>, int)> ReadAsync()
        {
            var bags = await BagsAsync(scope, cancellationToken);
            var buckets = NoFinerThanBorne(
                size => Bucketed(bags, counts => counts.Only(TrendKinds), (first, last) => scope.Buckets(first, last, today, size)),
                atLeast,
                totals => totals.N(TallyKind.Journeys));
            return (buckets, buckets.Count * TrendKinds.Length);
        }
    }

    /// <summary>
    /// What the ledger counts at one touchpoint (its scores, and how often it was reached and killed), by the buckets of the trend, also
    /// empty ones; none if there is nothing at all.
    /// </summary>
    public async Task<IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)>> TouchpointAsync(
        LedgerScope scope, Guid touchpointId, DateOnly today, CancellationToken cancellationToken)
    {
        var bags = await BagsAsync(scope, cancellationToken);
        return NoFinerThanBorne(
            size => Bucketed(bags, CountsThere, (first, last) => scope.Buckets(first, last, today, size)),
            BucketSize.Week,
            totals => totals.Scores().Sum(score => score.N));

        CountBag CountsThere(CountBag counts) => counts.Only(key => key switch
        {
            ScoreKey score => score.TouchpointId == touchpointId,
            TouchpointKey touchpoint => touchpoint.TouchpointId == touchpointId,
            _ => false,
        });
    }

    // A point a week only where the usual week has enough for a rate; otherwise a point a month.
    private static IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)> NoFinerThanBorne(
        Func<BucketSize, IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)>> bucketed, BucketSize atLeast, Func<LedgerTotals, long> n)
    {
        var buckets = bucketed(atLeast);
        return buckets is [{ Bucket.Size.Unit: BucketUnit.Week }, ..]
            && Proportion.VerdictOf(buckets.Sum(b => n(b.Totals)) / buckets.Count) == SampleVerdict.CountsOnly
                ? bucketed(BucketSize.Month)
                : buckets;
    }

    /// <summary>The zeros at one touchpoint and at all others, by the days on which the moments happened.</summary>
    public Task<IReadOnlyList<MomentDay>> MomentDaysAsync(LedgerScope scope, Guid touchpointId, CancellationToken cancellationToken)
    {
        return GetOrAddAsync(scope.CompanyId, ("moment days", scope, touchpointId), ReadDaysAsync, cancellationToken);

        async Task<(IReadOnlyList<MomentDay>, int)> ReadDaysAsync()
        {
            var days = await ReadAsync(LedgerSpan.ByDay(scope), scope, [TallyKind.DatedMoments], cancellationToken);
            return ([.. days.Select(day => MomentDay.Of(day.Period, day.Counts, touchpointId))], days.Count);
        }
    }

    /// <summary>All finished journeys of a company.</summary>
    public Task<long> JourneysAsync(Guid companyId, CancellationToken cancellationToken) =>
        GetOrAddAsync(
            companyId, "journeys", async () => (await CountAsync(new LedgerScope(companyId), TallyKind.Journeys, cancellationToken), 1),
        cancellationToken);

    /// <summary>How many, of a kind that has one count.</summary>
    public async Task<long> CountAsync(LedgerScope scope, TallyKind kind, CancellationToken cancellationToken)
    {
        var bags = await ReadAsync(LedgerSpan.Of(scope), scope, [kind], cancellationToken);
        return bags.Sum(bag => bag.Counts[new WholeKey(kind)].N);
    }

    /// <summary>The number of changes to a company's ledger, or to all, that this reader's answers are of. It is read once.</summary>
    public async Task<long> VersionAsync(Guid? companyId, CancellationToken cancellationToken)
    {
        var whose = companyId ?? Guid.Empty;
        return _versions.TryGetValue(whose, out var known)
            ? known
            : _versions[whose] = await ledger.VersionAsync(companyId, cancellationToken);
    }

    /// <summary>Gets an answer from a company's ledger, or from all, that is read once for each state of the ledger.</summary>
    public async Task<T> GetOrAddAsync<T>(
        Guid? companyId, object question, Func<Task<(T Answer, int Rows)>> read, CancellationToken cancellationToken)
    {
        // First the number, then the answer: if the ledger changes in between, the answer is only read once more than needed.
        var version = await VersionAsync(companyId, cancellationToken);
        return await cache.GetAsync((companyId, question, version), read);
    }

    private async Task<IReadOnlyList<LedgerBag>> BagsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        return _bags.TryGetValue(scope, out var known)
            ? known
            : _bags[scope] = await ReadAsync(
                scope.Size == BucketSize.Week ? LedgerSpan.ByDay(scope) : LedgerSpan.Of(scope), scope, null, cancellationToken);
    }

    // Asks once for each span: one question about all of them, with an OR, makes SQLite read the whole ledger of the company.
    private async Task<IReadOnlyList<LedgerBag>> ReadAsync(
        IEnumerable<LedgerSpan> spans, LedgerScope scope, IReadOnlyCollection<TallyKind>? kinds, CancellationToken cancellationToken)
    {
        var bags = new SortedDictionary<DateOnly, CountBag>();
        foreach (var span in spans)
        {
            var rows = Of(Owned(scope), span).Select(f => new { f.Period, f.Counts });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (!bags.TryGetValue(row.Period, out var bag))
                {
                    bags[row.Period] = bag = new CountBag();
                }

                bag.Read(row.Counts, kinds);
            }
        }

        return [.. bags.Select(bag => new LedgerBag(bag.Key, bag.Value))];
    }

    /// <param name="which">What is told of a bag.</param>
    /// <param name="between">The buckets from the first to the last period that has any of it.</param>
    private static IReadOnlyList<(TrendBucket Bucket, LedgerTotals Totals)> Bucketed(
        IEnumerable<LedgerBag> bags, Func<CountBag, CountBag> which, Func<DateOnly, DateOnly, IReadOnlyList<TrendBucket>> between)
    {
        var told = bags.Select(bag => (bag.Period, Counts: which(bag.Counts))).Where(bag => !bag.Counts.IsEmpty).ToList();
        if (told.Count == 0)
        {
            return [];
        }

        var buckets = between(told[0].Period, told[^1].Period);
        var byStart = told.ToLookup(bag => buckets[0].Size.StartOf(bag.Period), bag => bag.Counts);
        return [.. buckets.Select(bucket => (bucket, new LedgerTotals(byStart[bucket.Start])))];
    }

    private IQueryable<FactRow> Owned(LedgerScope scope)
    {
        var rows = db.Facts.AsQueryable();
        rows = scope.CompanyId is { } company ? rows.Where(f => f.CompanyId == company) : rows;
        return scope.ProductId is { } product ? rows.Where(f => f.ProductId == product) : rows;
    }

    private static IQueryable<FactRow> Of(IQueryable<FactRow> rows, LedgerSpan span)
    {
        rows = rows.Where(f => f.Grain == span.Grain);
        rows = span.From is { } first ? rows.Where(f => f.Period >= first) : rows;
        return span.To is { } last ? rows.Where(f => f.Period <= last) : rows;
    }

    /// <summary>What is counted under one day or month of a scope, over its products.</summary>
    private readonly record struct LedgerBag(DateOnly Period, CountBag Counts);
}

/// <summary>Which part of the ledger to read.</summary>
/// <param name="CompanyId">Null for all companies.</param>
/// <param name="From">First day, or null for from the beginning.</param>
/// <param name="To">Last day, or null for to the end.</param>
/// <param name="ProductId">Null for all journeys, with or without a product.</param>
public sealed record LedgerScope(Guid? CompanyId, DateOnly? From = null, DateOnly? To = null, Guid? ProductId = null)
{
    public DateOnly? From { get; init => field = Within(value); } = Within(From);

    public DateOnly? To { get; init => field = Within(value); } = Within(To);

    /// <summary>The size of its buckets; null if its ends are not known before what is in it.</summary>
    public BucketSize? Size => this is { From: { } first, To: { } last } ? BucketSize.Of(first, last) : null;

    /// <summary>Its buckets. Where it has no beginning or end, from the first or to the last day that has anything.</summary>
    /// <param name="today">The company's day.</param>
    /// <param name="atLeast">The buckets are no shorter than these.</param>
    public IReadOnlyList<TrendBucket> Buckets(DateOnly first, DateOnly last, DateOnly today, BucketSize atLeast)
    {
        (first, last) = (From ?? first, To ?? last);
        var size = Size ?? BucketSize.OfMonths(first, last);
        return (size.Months < atLeast.Months ? atLeast : size).Between(first, last, (From, To), today);
    }

    private static DateOnly? Within(DateOnly? day) =>
        day < JourneyFilter.Earliest ? JourneyFilter.Earliest : day > JourneyFilter.Latest ? JourneyFilter.Latest : day;
}

/// <summary>A stretch of the ledger that is read in one grain.</summary>
/// <param name="From">First day, or null for from the beginning.</param>
/// <param name="To">Last day, or null for to the end.</param>
public sealed record LedgerSpan(FactGrain Grain, DateOnly? From, DateOnly? To)
{
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    public static IEnumerable<LedgerSpan> ByDay(LedgerScope scope)
    {
        return [new LedgerSpan(FactGrain.Day, scope.From, scope.To)];
    }

    /// <summary>The whole months of a scope, and the days before and after them.</summary>
    public static IEnumerable<LedgerSpan> Of(LedgerScope scope)
    {
        var (from, to) = (scope.From, scope.To);
        var firstMonth = from is { } f ? (f.Day == 1 ? f : MonthOf(f).AddMonths(1)) : (DateOnly?)null;
        var monthsEnd = to is { } t ? (t.AddDays(1).Day == 1 ? t.AddDays(1) : MonthOf(t)) : (DateOnly?)null;
        if (firstMonth >= monthsEnd)
        {
            return ByDay(scope);
        }

        var spans = new List<LedgerSpan> { new(FactGrain.Month, firstMonth, monthsEnd?.AddDays(-1)) };
        if (from < firstMonth)
        {
            spans.Add(new LedgerSpan(FactGrain.Day, from, firstMonth?.AddDays(-1)));
        }

        if (to >= monthsEnd)
        {
            spans.Add(new LedgerSpan(FactGrain.Day, monthsEnd, to));
        }

        return spans;
    }
}
