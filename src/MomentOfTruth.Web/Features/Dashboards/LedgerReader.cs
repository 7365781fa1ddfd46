using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Reads the ledger: a span as its whole months plus the days at its edges, so that its cost grows with neither journeys nor days.</summary>
public sealed class LedgerReader(AppDbContext db, FactsLedger ledger, LedgerCache cache)
{
    private static readonly TallyKind[] TrendKinds =
        [TallyKind.Journeys, TallyKind.Collapsed, TallyKind.Product, TallyKind.EvenScore, TallyKind.Average];

    public Task<LedgerTotals> TotalsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return KnownAsync(scope.CompanyId, ("totals", scope), () => ReadTotalsAsync(scope, cancellationToken), cancellationToken);
    }

    /// <summary>Finished journeys of a company since ever.</summary>
    public async Task<long> JourneysAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var totals = await KnownAsync(companyId, ("journeys", companyId), async () =>
        {
            var n = await db.Facts
                .Where(f => f.CompanyId == companyId && f.Grain == FactGrain.Month && f.Kind == TallyKind.Journeys)
                .SumAsync(f => f.N, cancellationToken);
            return (new LedgerTotals([(TallyKind.Journeys, "", new TallyCount(n, 0))]), 1);
        }, cancellationToken);
        return totals.N(TallyKind.Journeys);
    }

    /// <summary>The totals of the trend, by the first day of each bucket that has any; a bucket is a month, or a week if <paramref name="weekly"/>.</summary>
    public Task<IReadOnlyList<(DateOnly Start, LedgerTotals Totals)>> TrendAsync(LedgerScope scope, bool weekly, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return KnownAsync(scope.CompanyId, ("trend", scope, weekly), () => ReadTrendAsync(scope, weekly, cancellationToken), cancellationToken);
    }

    private async Task<(LedgerTotals, int)> ReadTotalsAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var counts = await Rows(scope)
            .GroupBy(f => new { f.Kind, f.Key })
            .Select(g => new { g.Key.Kind, g.Key.Key, N = g.Sum(f => f.N), Sum = g.Sum(f => f.Sum) })
            .ToListAsync(cancellationToken);
        return (new LedgerTotals(counts.Select(c => (c.Kind, c.Key, new TallyCount(c.N, c.Sum)))), counts.Count);
    }

    private async Task<(IReadOnlyList<(DateOnly Start, LedgerTotals Totals)>, int)> ReadTrendAsync(LedgerScope scope, bool weekly, CancellationToken cancellationToken)
    {
        var rows = weekly ? Days(Owned(scope), scope.From, scope.To) : Rows(scope);
        var counts = await rows
            .Where(f => TrendKinds.Contains(f.Kind))
            .GroupBy(f => new { f.Period, f.Kind, f.Key })
            .Select(g => new { g.Key.Period, g.Key.Kind, g.Key.Key, N = g.Sum(f => f.N), Sum = g.Sum(f => f.Sum) })
            .ToListAsync(cancellationToken);
        return ([.. counts
            .GroupBy(c => weekly ? MondayOf(c.Period) : MonthOf(c.Period), c => (c.Kind, c.Key, new TallyCount(c.N, c.Sum)))
            .OrderBy(bucket => bucket.Key)
            .Select(bucket => (bucket.Key, new LedgerTotals(bucket)))], counts.Count);
    }

    // Over all companies nothing counts the changes; only a command asks for that.
    private async Task<T> KnownAsync<T>(Guid? companyId, object question, Func<Task<(T Answer, int Rows)>> read, CancellationToken cancellationToken)
        where T : class
    {
        if (companyId is not { } company)
        {
            return (await read()).Answer;
        }

        // First the number, then the answer: one that changes in between is only read once more than needed.
        var version = await ledger.VersionAsync(company, cancellationToken);
        return await cache.GetAsync((question, version), read);
    }

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private IQueryable<FactRow> Rows(LedgerScope scope)
    {
        var rows = Owned(scope);
        var (from, to) = (scope.From, scope.To);
        var firstMonth = from is { } f ? (f.Day == 1 ? f : MonthOf(f).AddMonths(1)) : (DateOnly?)null;
        var monthsEnd = to is { } t ? (t.AddDays(1).Day == 1 ? t.AddDays(1) : MonthOf(t)) : (DateOnly?)null;
        if (firstMonth >= monthsEnd)
        {
            return Days(rows, from, to);
        }

        return rows.Where(f =>
            (f.Grain == FactGrain.Month && (firstMonth == null || f.Period >= firstMonth) && (monthsEnd == null || f.Period < monthsEnd))
            || (f.Grain == FactGrain.Day
                && ((from != null && f.Period >= from && f.Period < firstMonth) || (to != null && f.Period >= monthsEnd && f.Period <= to))));
    }

    private IQueryable<FactRow> Owned(LedgerScope scope)
    {
        var rows = db.Facts.AsNoTracking();
        rows = scope.CompanyId is { } company ? rows.Where(f => f.CompanyId == company) : rows;
        return scope.ProductId is { } product ? rows.Where(f => f.ProductId == product) : rows;
    }

    private static IQueryable<FactRow> Days(IQueryable<FactRow> rows, DateOnly? from, DateOnly? to) =>
        rows.Where(f => f.Grain == FactGrain.Day && (from == null || f.Period >= from) && (to == null || f.Period <= to));
}
