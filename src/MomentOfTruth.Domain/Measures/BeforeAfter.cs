using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>A stretch of days, its first and its last among them.</summary>
public readonly record struct Period(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The same number of days, up to the day before this period: what its numbers are compared with.</summary>
    public Period Before => new(From.AddDays(-Days), From.AddDays(-1));
}

/// <summary>The zeros at a touchpoint after a change and before it, over equally many days.</summary>
/// <param name="Days">How many days on either side; 0 if there is nothing to compare with.</param>
/// <param name="Zeros">The share of zeros after minus before.</param>
public sealed record MarkerComparison(Marker Marker, int Days, Difference Zeros)
{
    /// <summary>The longest stretch that is compared.</summary>
    public const int LongestDays = 90;

    /// <summary>The first day that belongs to the time before.</summary>
    public DateOnly From => Marker.On.AddDays(-Days);

    /// <summary>The last day that belongs to the time after.</summary>
    public DateOnly To => Marker.On.AddDays(Days - 1);

    /// <param name="days">Moments and zeros by day, at least those of the <see cref="LongestDays"/> before and after the marker.</param>
    /// <param name="firstDay">The first day with a moment at the touchpoint; null if there is none.</param>
    /// <param name="today">The last day that may count; it is not over yet.</param>
    public static MarkerComparison Of(Marker marker, IEnumerable<(DateOnly Day, Proportion Zeros)> days, DateOnly? firstDay, DateOnly today)
    {
        var on = marker.On;
        var length = firstDay is { } first
            ? Math.Max(0, Math.Min(LongestDays, Math.Min(today.DayNumber - on.DayNumber + 1, on.DayNumber - first.DayNumber)))
            : 0;
        var near = days.Where(d => d.Day >= on.AddDays(-length) && d.Day < on.AddDays(length)).ToLookup(d => d.Day >= on, d => d.Zeros);
        Proportion Sum(bool isAfter) => new(near[isAfter].Sum(z => z.Count), near[isAfter].Sum(z => z.N));
        return new MarkerComparison(marker, length, new Difference(Sum(true), Sum(false)));
    }
}
