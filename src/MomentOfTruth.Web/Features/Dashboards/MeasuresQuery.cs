using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The measures of a company and period, for the dashboard, the command and the files alike. Reads the ledger, never the journeys.</summary>
public sealed class MeasuresQuery(AppDbContext db, LedgerReader ledger)
{
    /// <summary>Up to this many days the trend is drawn by week, beyond by month.</summary>
    public const int LongestWeekly = 100;

    public async Task<CompanyMeasures> RunAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var totals = await ledger.TotalsAsync(scope, cancellationToken);
        return CompanyMeasures.Of(totals, await TouchpointNamesAsync(scope, cancellationToken));
    }

    /// <summary>The trend of the period, in order, with the weeks or months that have no journeys between those that have.</summary>
    public async Task<IReadOnlyList<TrendPoint>> TrendAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var weekly = scope is { From: { } first, To: { } last } && last.DayNumber - first.DayNumber < LongestWeekly;
        var buckets = await ledger.TrendAsync(scope, weekly, cancellationToken);
        if (buckets.Count == 0)
        {
            return [];
        }

        var byStart = buckets.ToDictionary(b => b.Start, b => b.Totals);
        var nothing = new LedgerTotals([]);
        var points = new List<TrendPoint>();
        DateOnly Start(DateOnly day) => weekly ? LedgerReader.MondayOf(day) : LedgerReader.MonthOf(day);
        DateOnly Next(DateOnly start) => weekly ? start.AddDays(7) : start.AddMonths(1);
        var end = scope.To ?? Next(buckets[^1].Start).AddDays(-1);
        for (var start = Start(scope.From ?? buckets[0].Start); start <= end; start = Next(start))
        {
            var from = scope.From > start ? scope.From.Value : start;
            var to = Next(start).AddDays(-1) < end ? Next(start).AddDays(-1) : end;
            points.Add(PointOf(from, to, byStart.GetValueOrDefault(start, nothing)));
        }

        return points;
    }

    private static TrendPoint PointOf(DateOnly from, DateOnly to, LedgerTotals totals)
    {
        var n = totals.N(TallyKind.Journeys);
        return new TrendPoint(
            from,
            to,
            new Proportion(n - totals.N(TallyKind.Collapsed), n),
            totals.Mean(TallyKind.Product),
            totals.Mean(TallyKind.EvenScore) * 10,
            totals.Mean(TallyKind.Average) * 10);
    }

    // A company's list of touchpoints is short, and read whole; over all companies they are joined by these names.
    private async Task<IReadOnlyDictionary<Guid, string>> TouchpointNamesAsync(LedgerScope scope, CancellationToken cancellationToken)
    {
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => scope.CompanyId == null || t.CompanyId == scope.CompanyId)
            .Select(t => new { t.Id, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        if (scope.CompanyId is null)
        {
            return touchpoints.ToDictionary(t => t.Id, t => t.Name);
        }

        // Two touchpoints of one company may be translated alike; their own names differ, and they are never counted as one.
        var shared = touchpoints.GroupBy(t => SiteCulture.NameOf(t.Name, t.KoreanName)).Where(same => same.Skip(1).Any()).SelectMany(same => same).ToHashSet();
        return touchpoints.ToDictionary(t => t.Id, t => shared.Contains(t) ? t.Name : SiteCulture.NameOf(t.Name, t.KoreanName));
    }
}
