using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Shared;

/// <summary>What <c>_JourneyChart</c> draws: the moments in the customer's order, and what each left of the promise.</summary>
public sealed class JourneyChart
{
    /// <param name="moments">In the customer's order, if they have one.</param>
    /// <param name="isOrdered">Without an order nothing comes before: each row then shows what its moment alone leaves.</param>
    public JourneyChart(IReadOnlyList<ChartMoment> moments, bool isOrdered)
    {
        var scored = moments.Select(m => new ScoredMoment(m.TouchpointId, m.Score)).ToList();
        (Facts, IsOrdered) = (JourneyFacts.Of(scored, isOrdered), isOrdered);
        if (!isOrdered)
        {
            Steps = [.. moments.Select((moment, i) => new ChartStep(i + 1, moment, 1, moment.Score.Fraction))];
            return;
        }

        // What is left after each moment is what the rule says of the journey up to it: one rule, and the last bar is the journey score.
        var left = Enumerable.Range(0, moments.Count + 1).Select(n => JourneyFacts.Of(scored.GetRange(0, n)).Product).ToList();
        Steps = [.. moments.Select((moment, i) => new ChartStep(i + 1, moment, left[i], left[i + 1]))];
    }

    public JourneyFacts Facts { get; }

    public bool IsOrdered { get; }

    public IReadOnlyList<ChartStep> Steps { get; }

    /// <summary>The step at which the journey collapsed; null if it did not.</summary>
    public ChartStep? KillingStep => Facts.KilledAt is { } position ? Steps[position - 1] : null;

    /// <summary>
    /// The touchpoint of all the zeros, if they are at one and there is something besides them: without them the other moments alone would
    /// have left <see cref="JourneyFacts.ButForZeros"/>.
    /// </summary>
    public string? SoleKiller =>
        Facts.SoleKillerTouchpointId is not null && Facts.Zeros < Facts.Moments
            ? Steps.First(step => step.Moment.Score.IsZero).Moment.Touchpoint
            : null;
}

/// <summary>One row of the journey drawing.</summary>
/// <param name="Touchpoint">Its name in the language of the page.</param>
public sealed record ChartMoment(
    Guid TouchpointId, string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null);

/// <summary>A moment with what was left of the promise before and after it, 0 to 1.</summary>
public sealed record ChartStep(int Position, ChartMoment Moment, double Before, double After)
{
    /// <summary>The journey collapsed here.</summary>
    public bool Killed => After == 0 && Before > 0;

    /// <summary>The journey had collapsed before.</summary>
    public bool CameAfter => Before == 0;
}
