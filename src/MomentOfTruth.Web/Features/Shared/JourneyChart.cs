using System.Globalization;
using Microsoft.AspNetCore.Html;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Shared;

/// <summary>
/// What <c>_JourneyChart</c> draws, wherever a journey is shown: the equation of its scores, a row a moment in the customer's own
/// words with what it kept of what was left, and how it ended.
/// </summary>
public sealed record JourneyChart
{
    /// <summary>"But for this one" is said from so many points of 100 on: less is no comfort and explains nothing.</summary>
    public const double SaysSomething = 10;

    /// <summary>Equations with more factors are shortened to the first, the killing and the last ones.</summary>
    public const int MostFactors = 12;

    /// <summary>So many characters tell a moment from another where the whole story would be in the way.</summary>
    public const int BeginningOfWords = 200;

    private const int FirstFactors = 5, LastFactors = 4;

    // Products are of tenths, so what is not a factor of ten apart from the limit is the limit itself.
    private const double Rounding = 1e-9;

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

        // What is left after each moment is what the rule says of the journey up to it: one rule, and the last row is the journey score.
        var left = Enumerable.Range(0, moments.Count + 1).Select(n => JourneyFacts.Of(scored.GetRange(0, n)).Product).ToList();
        Steps = [.. moments.Select((moment, i) => new ChartStep(i + 1, moment, left[i], left[i + 1]))];
    }

    public JourneyFacts Facts { get; }

    public bool IsOrdered { get; }

    public IReadOnlyList<ChartStep> Steps { get; }

    /// <summary>How the journey ended; null where nothing is to be said of it.</summary>
    public ChartEnding? Ending { get; init; }

    /// <summary>Of a story so many characters are shown; null for all of it.</summary>
    public int? Words { get; init; }

    /// <summary>Only the last so many moments are shown, under the number of those before them; null for all of them.</summary>
    public int? Last { get; init; }

    /// <summary>What the page shows in the row of a moment beneath its bar, such as its photos and what can be done with it.</summary>
    public Func<ChartStep, Task<IHtmlContent>>? Extra { get; init; }

    /// <summary>The moments that have a row.</summary>
    public IReadOnlyList<ChartStep> Rows => Last is { } last ? [.. Steps.TakeLast(last)] : Steps;

    /// <summary>How many moments before <see cref="Rows"/> have none.</summary>
    public int Earlier => Steps.Count - Rows.Count;

    /// <summary>The step at which the journey collapsed; null if it did not.</summary>
    public ChartStep? KillingStep => Facts.KilledAt is { } position ? Steps[position - 1] : null;

    /// <summary>The scores of the equation, in their order; the whole of it if it is short enough to be read.</summary>
    public IReadOnlyList<ChartFactor> Factors => Steps.Count <= MostFactors
        ? [.. Steps.Select(step => new ChartFactor(step, 0))]
        : Shortened(FirstFactors, LastFactors);

    /// <summary>The first and the last moments and the killing one, each with the number of those left out before it.</summary>
    public IReadOnlyList<ChartFactor> Shortened(int first, int last)
    {
        var (factors, before) = (new List<ChartFactor>(), 0);
        foreach (var step in Steps)
        {
            if (step.Position <= first || step.Position > Steps.Count - last || step.Position == Facts.KilledAt)
            {
                factors.Add(new ChartFactor(step, step.Position - before - 1));
                before = step.Position;
            }
        }

        return factors;
    }

    /// <summary>Whether product and average differ: one moment has nothing to be multiplied with, and tens lose nothing.</summary>
    public bool HasAverage => Facts.Moments > 1 && Facts.Average > 10 * Facts.Product;

    /// <summary>Whether the even score says something: nothing broke, and the moments were not all the same.</summary>
    public bool HasEvenScore => Facts.Moments > 1 && !Facts.IsCollapsed && Steps.Any(step => step.Moment.Score != Steps[0].Moment.Score);

    /// <summary>
    /// The touchpoint of all the zeros and what the other moments alone would have left, 0 to 1. Null if the zeros are at several
    /// touchpoints, if there is nothing besides them, or if what they would have left is too little to speak of.
    /// </summary>
    public (string Touchpoint, double Left)? ButForThisOne =>
        Facts.SoleKillerTouchpointId is not null && Facts.Zeros < Facts.Moments
            && 100 * Facts.ButForZeros >= SaysSomething - Rounding
                ? (Steps.First(step => step.Moment.Score.IsZero).Moment.Touchpoint, Facts.ButForZeros)
                : null;
}

/// <summary>One row of the journey drawing.</summary>
/// <param name="Touchpoint">Its name in the language of the page.</param>
/// <param name="Channel">Null where it is not to be shown.</param>
/// <param name="OccurredOn">Null where the day is not to be shown.</param>
public sealed record ChartMoment(
    Guid TouchpointId, string Touchpoint, Channel? Channel, Score Score, DateOnly? OccurredOn = null, TimeOnly? OccurredAt = null)
{
    /// <summary>The customer's own words; null if there are none.</summary>
    public string? Story { get; init; }

    /// <summary>Names the row on its page, for links to it; null if nothing leads there.</summary>
    public string? Anchor { get; init; }

    /// <summary>The beginning of the story, cut between two characters as people see them, with a sign that it goes on.</summary>
    /// <param name="most">So many characters; null for all of them.</param>
    public string? Words(int? most)
    {
        if (most is not { } limit || Story is null || new StringInfo(Story) is not { } story || story.LengthInTextElements <= limit)
        {
            return Story;
        }

        return story.SubstringByTextElements(0, limit).TrimEnd() + "…";
    }
}

/// <summary>A moment with what was left of the promise before and after it, 0 to 1.</summary>
public sealed record ChartStep(int Position, ChartMoment Moment, double Before, double After)
{
    /// <summary>The journey collapsed here.</summary>
    public bool Killed => After == 0 && Before > 0;

    /// <summary>The journey had collapsed before.</summary>
    public bool CameAfter => Before == 0;

    /// <summary>What the moment kept of what was left before it, 0 to 1: the length of its bar.</summary>
    public double Kept => Moment.Score.Fraction;

    /// <summary>What the moment took of what was left before it, 0 to 1.</summary>
    public double Lost => 1 - Kept;
}

/// <summary>A moment of a shortened journey.</summary>
/// <param name="Skipped">So many moments before it are not shown.</param>
public sealed record ChartFactor(ChartStep Step, int Skipped);

/// <summary>How a journey ended, as the last line of its drawing.</summary>
/// <param name="Outcome">Null while it goes on.</param>
/// <param name="Competitor">Whom the customer left for, where it may be told.</param>
/// <param name="On">The day on which it ended; null where it is not to be shown.</param>
/// <param name="ByItself">Whether nobody said so, and it was closed after a long silence.</param>
public sealed record ChartEnding(Outcome? Outcome, string? Competitor = null, DateOnly? On = null, bool ByItself = false)
{
    /// <summary>The key of its words; <c>Drawing.Ending.LeftFor</c> names the competitor.</summary>
    public string Key => "Drawing.Ending." + this switch
    {
        { ByItself: true } => "ByItself",
        { Outcome: null } => "GoesOn",
        { Outcome: Domain.Journeys.Outcome.LeftForCompetitor, Competitor: not null } => "LeftFor",
        { Outcome: { } outcome } => outcome.ToString(),
    };
}
