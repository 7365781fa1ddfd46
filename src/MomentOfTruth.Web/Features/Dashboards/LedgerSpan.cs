using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A stretch of the ledger that is read in one grain.</summary>
/// <param name="From">First day, or null for from the beginning.</param>
/// <param name="To">Last day, or null for to the end.</param>
public sealed record LedgerSpan(FactGrain Grain, DateOnly? From, DateOnly? To)
{
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    public static IEnumerable<LedgerSpan> ByDay(LedgerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return [new LedgerSpan(FactGrain.Day, scope.From, scope.To)];
    }

    /// <summary>The whole months of a scope, and the days before and after them.</summary>
    public static IEnumerable<LedgerSpan> Of(LedgerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
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
