using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// Reads the ledger: a span as its whole months plus the days at its edges, so that its cost grows with neither journeys nor days.
/// </summary>
public sealed class LedgerReader(AppDbContext db, FactsLedger ledger, LedgerCache cache)
{
    private static readonly TallyKind[] TrendKinds =
        [TallyKind.Journeys, TallyKind.Collapsed, TallyKind.Product, TallyKind.EvenScore, TallyKind.Average];

    private static readonly TallyKind[] BenchmarkKinds = [TallyKind.Journeys, TallyKind.Collapsed, TallyKind.EvenScore];

    private readonly Dictionary<Guid, long> _versions = [];

    /// <summary>The scores by the first day of each month that has any.</summary>
    public Task<IReadOnlyList<(DateOnly Month, LedgerTotals Totals)>> ScoresByMonthAsync(
        LedgerScope scope, CancellationToken cancellationToken)
    {
        return GetOrAddAsync(scope.CompanyId, ("scores", scope), () => ReadScoresByMonthAsync(scope, cancellationToken), cancellationToken);
    }

    private async Task<(IReadOnlyList<(DateOnly Month, LedgerTotals Totals)>, int)> ReadScoresByMonthAsync(
        LedgerScope scope, CancellationToken cancellationToken)
    {
        var counts = await ReadAsync(LedgerSpan.Of(scope), scope, rows => rows
            .Where(f => f.Kind == TallyKind.Scores)
            .GroupBy(f => new { f.Period.Year, f.Period.Month, f.Key })
            .Select(g => new { g.Key.Year, g.Key.Month, g.Key.Key, N = g.Sum(f => f.N) }), cancellationToken);
        return ([.. counts
            .GroupBy(c => new DateOnly(c.Year, c.Month, 1), c => (TallyKind.Scores, c.Key, new TallyCount(c.N, 0)))
            .OrderBy(month => month.Key)
            .Select(month => (month.Key, new LedgerTotals(month)))], counts.Count);
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
        var changed = totals.Where(c => c.Value is null).Select(c => c.Key).ToList();

        // From the list of companies and by an outer join, so that the store goes along the ledger's index company by company: SQLite turns
        // an inner join round, and reads the whole ledger (with a million journeys 2.7 s instead of 0.1 s).
        var scope = new LedgerScope(null, from, to);
        var counts = changed.Count == 0 ? [] : await ReadAsync(LedgerSpan.Of(scope), scope, rows => db.Companies
            .Where(c => changed.Contains(c.Id))
            .SelectMany(
                c => rows.Where(f => f.CompanyId == c.Id && BenchmarkKinds.Contains(f.Kind)).DefaultIfEmpty(),
                (c, f) => new { c.Id, Kind = (TallyKind?)f!.Kind, N = (long?)f.N, Sum = (long?)f.Sum })
            .GroupBy(f => new { f.Id, f.Kind })
            .Select(g => new { g.Key.Id, g.Key.Kind, N = g.Sum(f => f.N), Sum = g.Sum(f => f.Sum) }), cancellationToken);
        var read = counts
            .Where(c => c.Kind is not null)
            .ToLookup(c => c.Id, c => (c.Kind!.Value, "", new TallyCount(c.N!.Value, c.Sum!.Value)));
        foreach (var id in changed)
        {
            var company = new LedgerTotals(read[id]);
            cache.Keep(Question(id), company, BenchmarkKinds.Length);
            totals[id] = company;
        }

        return (totals.ToDictionary(c => c.Key, c => c.Value!), totals.Count);
    }

    public Task<LedgerTotals> TotalsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        return GetOrAddAsync(scope.CompanyId, ("totals", scope), () => ReadTotalsAsync(scope, cancellationToken), cancellationToken);
    }

    private async Task<(LedgerTotals, int)> ReadTotalsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var counts = await ReadAsync(LedgerSpan.Of(scope), scope, rows => rows
            .GroupBy(f => new { f.Kind, f.Key })
            .Select(g => new { g.Key.Kind, g.Key.Key, N = g.Sum(f => f.N), Sum = g.Sum(f => f.Sum) }), cancellationToken);
        return (new LedgerTotals(counts.Select(c => (c.Kind, c.Key, new TallyCount(c.N, c.Sum)))), counts.Count);
    }

    /// <summary>
    /// The totals of the trend, by the first day of each bucket that has any; a bucket is a month, or a week if <paramref name="weekly"/>.
    /// </summary>
    public Task<IReadOnlyList<(DateOnly Start, LedgerTotals Totals)>> TrendAsync(
        LedgerScope scope, bool weekly, CancellationToken cancellationToken)
    {
        return GetOrAddAsync(
            scope.CompanyId,
            ("trend", scope, weekly),
            () => ReadBucketsAsync(scope, weekly, rows => rows.Where(f => TrendKinds.Contains(f.Kind)), cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// What the ledger counts at one touchpoint (its scores, and how often it was reached and killed), by the first day of each bucket that
    /// has any; a bucket is a month, or a week if <paramref name="weekly"/>.
    /// </summary>
    public async Task<IReadOnlyList<(DateOnly Start, LedgerTotals Totals)>> TouchpointAsync(
        LedgerScope scope, Guid touchpointId, bool weekly, CancellationToken cancellationToken)
    {
        var (buckets, _) = await ReadBucketsAsync(scope, weekly, rows => There(rows, touchpointId), cancellationToken);
        return buckets;
    }

    private async Task<(IReadOnlyList<(DateOnly Start, LedgerTotals Totals)> Buckets, int Rows)> ReadBucketsAsync(
        LedgerScope scope, bool weekly, Func<IQueryable<FactRow>, IQueryable<FactRow>> which, CancellationToken cancellationToken)
    {
        var counts = await ReadAsync(weekly ? LedgerSpan.ByDay(scope) : LedgerSpan.Of(scope), scope, rows => which(rows)
            .GroupBy(f => new { f.Period, f.Kind, f.Key })
            .Select(g => new { g.Key.Period, g.Key.Kind, g.Key.Key, N = g.Sum(f => f.N), Sum = g.Sum(f => f.Sum) }), cancellationToken);
        return ([.. counts
            .GroupBy(c => TrendBucket.StartOf(c.Period, weekly), c => (c.Kind, c.Key, new TallyCount(c.N, c.Sum)))
            .OrderBy(bucket => bucket.Key)
            .Select(bucket => (bucket.Key, new LedgerTotals(bucket)))], counts.Count);
    }

    /// <summary>The moments at one touchpoint, and those of them that scored zero, by day; days without any are left out.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, Proportion Zeros)>> ZerosByDayAsync(
        LedgerScope scope, Guid touchpointId, CancellationToken cancellationToken)
    {
        var zero = new ScoreKey(touchpointId, Score.MinTenths).Write();
        var days = await There(Days(Owned(scope), scope.From, scope.To), touchpointId)
            .Where(f => f.Kind == TallyKind.Scores)
            .GroupBy(f => f.Period)
            .Select(g => new { Day = g.Key, N = g.Sum(f => f.N), Zeros = g.Sum(f => f.Key == zero ? f.N : 0) })
            .Where(day => day.N > 0)
            .OrderBy(day => day.Day)
            .ToListAsync(cancellationToken);
        return [.. days.Select(day => (day.Day, new Proportion(day.Zeros, day.N)))];
    }

    /// <summary>All finished journeys of a company.</summary>
    public Task<long> JourneysAsync(Guid companyId, CancellationToken cancellationToken) =>
        GetOrAddAsync(
            companyId, "journeys", async () => (await JourneysAsync(new LedgerScope(companyId), cancellationToken), 1), cancellationToken);

    /// <summary>Finished journeys.</summary>
    public async Task<long> JourneysAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var counts = await ReadAsync(LedgerSpan.Of(scope), scope, rows => rows
            .Where(f => f.Kind == TallyKind.Journeys)
            .GroupBy(f => f.Kind)
            .Select(g => g.Sum(f => f.N)), cancellationToken);
        return counts.Sum();
    }

    /// <summary>The first day with a moment at the touchpoint; null if there is none.</summary>
    public Task<DateOnly?> FirstDayAsync(LedgerScope scope, Guid touchpointId, CancellationToken cancellationToken) =>
        There(Days(Owned(scope), scope.From, scope.To), touchpointId)
            .Where(f => f.Kind == TallyKind.Scores && f.N > 0)
            .MinAsync(f => (DateOnly?)f.Period, cancellationToken);

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

    // Asks once for each span: one question about all of them, with an OR, makes SQLite read the whole ledger of the company.
    private async Task<List<T>> ReadAsync<T>(
        IEnumerable<LedgerSpan> spans,
        LedgerScope scope,
        Func<IQueryable<FactRow>, IQueryable<T>> question,
        CancellationToken cancellationToken)
    {
        var answers = new List<T>();
        foreach (var (grain, from, to) in spans)
        {
            answers.AddRange(await question(Of(Owned(scope), grain, from, to)).ToListAsync(cancellationToken));
        }

        return answers;
    }

    private static IQueryable<FactRow> There(IQueryable<FactRow> rows, Guid touchpointId)
    {
        var key = TallyKey.Part(touchpointId);
        var beginning = ScoreKey.BeginningOf(touchpointId);
        return rows.Where(f =>
            (f.Kind == TallyKind.Scores && f.Key.StartsWith(beginning))
            || ((f.Kind == TallyKind.Reached || f.Kind == TallyKind.Kills) && f.Key == key));
    }

    private IQueryable<FactRow> Owned(LedgerScope scope)
    {
        var rows = db.Facts.AsNoTracking();
        rows = scope.CompanyId is { } company ? rows.Where(f => f.CompanyId == company) : rows;
        return scope.ProductId is { } product ? rows.Where(f => f.ProductId == product) : rows;
    }

    private static IQueryable<FactRow> Days(IQueryable<FactRow> rows, DateOnly? from, DateOnly? to) => Of(rows, FactGrain.Day, from, to);

    private static IQueryable<FactRow> Of(IQueryable<FactRow> rows, FactGrain grain, DateOnly? from, DateOnly? to)
    {
        rows = rows.Where(f => f.Grain == grain);
        rows = from is { } first ? rows.Where(f => f.Period >= first) : rows;
        return to is { } last ? rows.Where(f => f.Period <= last) : rows;
    }
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
