namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One week or month of a trend.</summary>
/// <param name="Start">Its first day, by which the ledger names it.</param>
/// <param name="From">Its first day that is within the period.</param>
/// <param name="To">Its last day that is within the period.</param>
public sealed record TrendBucket(DateOnly Start, DateOnly From, DateOnly To)
{
    private const int Longest = 120;

    /// <summary>The first day of the week, or of the month, that a day is in.</summary>
    public static DateOnly StartOf(DateOnly day, bool weekly) => weekly ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : LedgerSpan.MonthOf(day);

    /// <summary>The buckets of a period in order, also those in which nothing happened; where the period is open, from the first that has something to the last.</summary>
    public static IEnumerable<TrendBucket> Between(LedgerScope scope, DateOnly first, DateOnly last, bool weekly)
    {
        ArgumentNullException.ThrowIfNull(scope);
        DateOnly Next(DateOnly start) => weekly ? start.AddDays(7) : start.AddMonths(1);
        var begin = scope.From ?? first;
        var end = scope.To ?? Next(last).AddDays(-1);
        for (var start = StartOf(begin, weekly); start <= end; start = Next(start))
        {
            var to = Next(start).AddDays(-1);
            yield return new TrendBucket(start, start < begin ? begin : start, to < end ? to : end);
        }
    }

    /// <summary>Of a long trend, without its empty beginning and end: years in which nothing happened are not drawn.</summary>
    public static IReadOnlyList<T> Trimmed<T>(IReadOnlyList<T> points, Func<T, bool> isEmpty)
    {
        ArgumentNullException.ThrowIfNull(points);
        return points.Count <= Longest ? points : [.. points.SkipWhile(isEmpty).Reverse().SkipWhile(isEmpty).Reverse()];
    }
}
