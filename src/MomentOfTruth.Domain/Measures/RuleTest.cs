namespace MomentOfTruth.Domain.Measures;

/// <summary>Measure E: what a company's own journeys say about the rule. Only journeys whose outcome was said count; "left" includes returned.</summary>
/// <param name="Recovery">Left rate of collapsed journeys that were followed by 8 or more on average, against those followed by less.</param>
/// <param name="AtEqualAverage">Left rate of collapsed minus survived journeys of the same length and the same average (bands of 0.5).</param>
public sealed record RuleTest(Difference Recovery, MantelHaenszel AtEqualAverage)
{
    /// <summary>What is compared at an equal average: <c>moments:band</c> of the strata that have both, with commas between; band b is an average of b/2 to below (b + 1)/2.</summary>
    public string Alike { get; init; } = "";
}
