using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Shared;

/// <summary>What <c>_JourneyDrawing</c> draws: the moments in the customer's order, and what each left of the promise.</summary>
public sealed class JourneyDrawing
{
    public JourneyDrawing(IReadOnlyList<DrawnMoment> moments)
    {
        var scored = moments.Select(m => new ScoredMoment(m.TouchpointId, m.Score)).ToList();
        Facts = JourneyFacts.Of(scored);

        // What is left after each moment is what the rule says of the journey up to it: one rule, and the last bar is the journey score.
        var left = Enumerable.Range(0, moments.Count + 1).Select(n => JourneyFacts.Of(scored.GetRange(0, n)).Product).ToList();
        Steps = [.. moments.Select((moment, i) => new DrawnStep(i + 1, moment, left[i], left[i + 1]))];
    }

    public JourneyFacts Facts { get; }

    public IReadOnlyList<DrawnStep> Steps { get; }

    /// <summary>The step at which the journey collapsed; null if it did not.</summary>
    public DrawnStep? KillingStep => Facts.KilledAt is { } position ? Steps[position - 1] : null;

    /// <summary>
    /// The touchpoint of all the zeros, if they are at one and there is something besides them: without them the other moments alone would have left
    /// <see cref="JourneyFacts.ButForZeros"/>.
    /// </summary>
    public string? SoleKiller => Facts.SoleKillerTouchpointId is not null && Facts.Zeros < Facts.Moments ? KillingStep!.Moment.Touchpoint : null;
}
