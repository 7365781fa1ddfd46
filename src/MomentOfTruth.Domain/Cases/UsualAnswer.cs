namespace MomentOfTruth.Domain.Cases;

/// <summary>How a company usually answers, for customers who are about to tell it something.</summary>
/// <param name="Days">Within how many whole days half of the answered ones had their first reply, at least 1.</param>
/// <param name="Percent">
/// How many of a hundred had one: never 100 or 0 unless that is exactly so, as nobody who got no answer is to read that all did.
/// </param>
public sealed record UsualAnswer(int Days, int Percent)
{
    /// <summary>The base: journeys that were told between so many days ago. Later ones may still be answered.</summary>
    public const int FromDays = 180, ToDays = 14;

    /// <summary>With fewer journeys, or fewer answers among them, nothing is said.</summary>
    public const int MinJourneys = 30, MinAnswers = 5;

    /// <summary>Returns null if there is too little to say anything of.</summary>
    /// <param name="journeys">How many were told.</param>
    /// <param name="waits">How long each of those that were answered waited for its first reply, in any order.</param>
    public static UsualAnswer? Of(int journeys, IReadOnlyCollection<TimeSpan> waits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(waits.Count, journeys);
        if (journeys < MinJourneys || waits.Count < MinAnswers)
        {
            return null;
        }

        var median = MedianOf(waits);
        var percent = (int)Math.Round(100.0 * waits.Count / journeys, MidpointRounding.AwayFromZero);
        return new UsualAnswer(
            Math.Max(1, (int)Math.Ceiling(median.TotalDays)),
            waits.Count == journeys ? 100 : Math.Clamp(percent, 1, 99));
    }

    /// <summary>Half of the waits, of which there is at least one, are no longer.</summary>
    internal static TimeSpan MedianOf(IReadOnlyCollection<TimeSpan> waits)
    {
        var sorted = waits.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
