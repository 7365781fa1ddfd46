using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// Measure G: what a touchpoint's zero costs and what its ten is worth, in customers. Journeys whose outcome was said, alike in their number
/// of moments and in the average of their other moments (bands of half a point), are compared by what they gave the touchpoint: the
/// left rate at 0 less that at 1 to 5, and the left rate at 6 to 8 less that at 9 or 10, weighted over the bands
/// (<see cref="MantelHaenszel"/>). Penalty-reward contrast: D. R. Brandt, A procedure for identifying value-enhancing service components
/// using customer satisfaction survey data, 1987.
/// </summary>
/// <remarks>
/// A journey with several moments at the touchpoint counts there once, with the lowest score that it gave: what went worst is what may have
/// driven the customer away. Its other moments are all but that one. Scores are taken in whole points (<see cref="Score.Points"/>).
/// </remarks>
/// <param name="LeftByScore">Those who left, of those who said how it ended, by score: 0 to 10.</param>
/// <param name="CostOfZero">The left rate of zeros minus that of 1 to 5 among alike journeys: above zero, a zero costs customers.</param>
/// <param name="WorthOfTen">
/// The left rate of 6 to 8 minus that of 9 and 10 among alike journeys: above zero, delight keeps customers.
/// </param>
public sealed record FloorAndReward(
    string Touchpoint, Guid? TouchpointId, IReadOnlyList<Proportion> LeftByScore, MantelHaenszel CostOfZero, MantelHaenszel WorthOfTen)
{
    /// <summary>Journeys with a moment there whose outcome was said.</summary>
    public long N => LeftByScore.Sum(score => score.N);

    /// <summary>What the touchpoint is; null if either comparison has fewer than 30 journeys on a side, and so says nothing.</summary>
    public TouchpointClass? Class => !CostOfZero.MayBeShown || !WorthOfTen.MayBeShown ? null
        : (CostOfZero.Low > 0, WorthOfTen.Low > 0) switch
        {
            (true, true) => TouchpointClass.Both,
            (true, false) => TouchpointClass.Floor,
            (false, true) => TouchpointClass.Delight,
            _ => TouchpointClass.NoEvidence,
        };

    /// <summary>
    /// Every touchpoint of a journey whose outcome was said: those that are classed first, then most journeys, then by name.
    /// </summary>
    /// <param name="totals">Reads <see cref="TallyKind.LeftByScore"/> and <see cref="TallyKind.MatchedAt"/>.</param>
    /// <param name="touchpointNames">Names of all touchpoints that the totals speak of; touchpoints of the same name count as one.</param>
    public static IReadOnlyList<FloorAndReward> Of(LedgerTotals totals, IReadOnlyDictionary<Guid, string> touchpointNames)
    {
        var matched = totals.Of<MatchedAtKey>(TallyKind.MatchedAt).ToLookup(row => touchpointNames[row.Key.TouchpointId]);
        return
        [
            .. totals.Of<LeftByScoreKey>(TallyKind.LeftByScore)
                .GroupBy(row => touchpointNames[row.Key.TouchpointId])
                .Select(same => new FloorAndReward(
                    same.Key,
                    same.Select(row => row.Key.TouchpointId).Distinct().Take(2).ToList() is [var only] ? only : null,
                    LeftBy([.. same.Select(row => (row.Key.Points, row.Key.IsLeft, row.Count.N))]),
                    Compared(matched[same.Key], ScoreClass.Zero, ScoreClass.Low),
                    Compared(matched[same.Key], ScoreClass.Fair, ScoreClass.Top)))
                .OrderByDescending(t => t.Class is not null)
                .ThenByDescending(t => t.N)
                .ThenBy(t => t.Touchpoint, StringComparer.Ordinal),
        ];
    }

    private static Proportion[] LeftBy(IReadOnlyCollection<(int Points, bool IsLeft, long N)> journeys)
    {
        var byPoints = journeys.ToLookup(j => j.Points, j => (j.IsLeft, j.N));
        return [.. Enumerable.Range(0, (Score.MaxTenths / 10) + 1).Select(points => LeftOf(byPoints[points]))];
    }

    // In the order of the strata, so that the last digit does not depend on the order of the counts.
    private static MantelHaenszel Compared(IEnumerable<(MatchedAtKey Key, TallyCount Count)> rows, ScoreClass first, ScoreClass second) =>
        MantelHaenszel.Of(rows
            .GroupBy(row => (row.Key.Moments, row.Key.OthersBand))
            .OrderBy(alike => alike.Key)
            .Select(alike => alike.ToLookup(row => row.Key.Class, row => (row.Key.IsLeft, row.Count.N)))
            .Select(alike => new Stratum(LeftOf(alike[first]), LeftOf(alike[second]))));

    private static Proportion LeftOf(IEnumerable<(bool IsLeft, long N)> journeys)
    {
        var all = journeys.ToList();
        return new Proportion(all.Where(j => j.IsLeft).Sum(j => j.N), all.Sum(j => j.N));
    }
}

/// <summary>What a touchpoint does to customers.</summary>
public enum TouchpointClass
{
    /// <summary>Neither a zero nor a ten is known to matter.</summary>
    NoEvidence,

    /// <summary>A zero costs customers, and a ten is not known to keep any: it must not fail, and need not shine.</summary>
    Floor,

    /// <summary>A zero costs customers, and a ten keeps some.</summary>
    Both,

    /// <summary>A ten keeps customers, and a zero is not known to cost any.</summary>
    Delight,
}
