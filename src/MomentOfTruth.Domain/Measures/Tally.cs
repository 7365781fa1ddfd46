using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Measures;

/// <summary>
/// What journeys add to the ledger, as a bag of named counts. Whole numbers throughout, so that adding and taking away in any order
/// leaves exactly what a recount would find.
/// </summary>
public sealed class Tally
{
    /// <summary>Counts up with every change of what is counted; a ledger of another definition is counted anew.</summary>
    public const int Definition = 1;

    /// <summary>Sums of shares (0 to 1) are kept in this unit: fine enough for 10 significant digits, coarse enough for 90 million journeys in one count.</summary>
    public const double Unit = 1e-11;

    /// <summary>A collapsed journey of this plain average or more hides what happened.</summary>
    public const int HidingAverage = 6;

    /// <summary>The average after the killing moment from which it counts as good.</summary>
    public const int GoodAverage = 8;

    private readonly Dictionary<TallyKey, TallyCount> _counts = [];

    /// <summary>The counts that are not nothing.</summary>
    public IEnumerable<KeyValuePair<TallyKey, TallyCount>> Counts => _counts.Where(count => count.Value != default);

    public void Add(Journey journey) => Add(CountedJourney.Of(journey));

    public void Add(CountedJourney journey) => Count(journey, 1);

    public void Remove(Journey journey) => Count(CountedJourney.Of(journey), -1);

    public void Add(TallyKey key, TallyCount count) =>
        _counts[key] = _counts.GetValueOrDefault(key) + count;

    private void Count(CountedJourney journey, int sign)
    {
        ArgumentNullException.ThrowIfNull(journey);
        foreach (var (kind, key, sum) in journey.Outcome is not null ? Finished(journey) : [(TallyKind.InProgress, "", 0)])
        {
            Add(new TallyKey(journey.CompanyId, journey.Day, journey.ProductId ?? Guid.Empty, kind, key), new TallyCount(sign, sign * sum));
        }
    }

    private static IEnumerable<(TallyKind Kind, string Key, long Sum)> Finished(CountedJourney journey)
    {
        var facts = journey.Facts;
        var outcome = journey.Outcome!.Value;
        var fate = facts.IsCollapsed ? "collapsed" : "survived";
        var ending = outcome.IsLeft() ? "left" : "stayed";

        yield return (TallyKind.Journeys, "", 0);
        yield return (TallyKind.Product, "", InUnits(facts.Product));
        yield return (TallyKind.EvenScore, "", InUnits(facts.EvenScore / 10));
        yield return (TallyKind.Average, "", InUnits(facts.Average / 10));
        yield return (TallyKind.Position, FormattableString.Invariant($"{facts.KilledAt ?? facts.Moments}:{(facts.IsCollapsed ? "killed" : "alive")}"), 0);
        yield return (TallyKind.Outcome, $"{fate}:{outcome.ToCode()}:{journey.Competitor}", 0);

        foreach (var moment in journey.Moments)
        {
            yield return (TallyKind.Scores, FormattableString.Invariant($"{TallyKey.Part(moment.TouchpointId)}:{moment.Score.Tenths}"), 0);
        }

        foreach (var touchpoint in journey.Moments.Take(facts.KilledAt ?? facts.Moments).Select(m => m.TouchpointId).Distinct())
        {
            yield return (TallyKind.Reached, TallyKey.Part(touchpoint), 0);
        }

        if (outcome.IsSaid())
        {
            // Bands of half a score point; 10.0 has a band of its own, as the last one would otherwise hold one value more than the others.
            yield return (TallyKind.Matched, FormattableString.Invariant($"{facts.Moments}:{AverageBand(journey)}:{fate}:{ending}"), 0);
        }

        if (!facts.IsCollapsed)
        {
            yield break;
        }

        yield return (TallyKind.Collapsed, "", 0);
        yield return (TallyKind.Kills, TallyKey.Part(facts.KillerTouchpointId!.Value), 0);
        yield return (TallyKind.ZeroSet, ZeroSetOf(journey), 0);

        if (facts.SoleKillerTouchpointId is { } soleKiller)
        {
            yield return (TallyKind.SoleKiller, FormattableString.Invariant($"{TallyKey.Part(soleKiller)}:{facts.Zeros}"), InUnits(facts.ButForZeros));
        }

        if (AtLeast(HidingAverage, journey.Moments))
        {
            yield return (TallyKind.Hidden, "", 0);
        }

        if (facts.AverageAfterZero is not null && outcome.IsSaid())
        {
            var after = journey.Moments.Skip(facts.KilledAt!.Value).ToList();
            yield return (TallyKind.Recovery, $"{(AtLeast(GoodAverage, after) ? "good" : "poor")}:{ending}", 0);
        }
    }

    // In whole tenths, so that an average of exactly 6.0 is never lost to rounding.
    private static bool AtLeast(int average, IReadOnlyCollection<ScoredMoment> moments) =>
        moments.Sum(m => m.Score.Tenths) >= average * 10 * moments.Count;

    private static int AverageBand(CountedJourney journey) => journey.Moments.Sum(m => m.Score.Tenths) / (5 * journey.Moments.Count);

    private static string ZeroSetOf(CountedJourney journey) => string.Join(',', journey.Moments
        .Where(m => m.Score.IsZero)
        .GroupBy(m => TallyKey.Part(m.TouchpointId))
        .OrderBy(zeros => zeros.Key, StringComparer.Ordinal)
        .Select(zeros => FormattableString.Invariant($"{zeros.Key}:{zeros.Count()}")));

    private static long InUnits(double share) => (long)Math.Round(share / Unit);
}
