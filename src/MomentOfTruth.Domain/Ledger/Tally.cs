using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>
/// What journeys add to the ledger, as a bag of named counts. Whole numbers throughout, so that adding and taking away in any order
/// leaves exactly what a recount would find.
/// </summary>
public sealed class Tally
{
    /// <summary>Is raised by one with every change of what is counted: a ledger of another definition is rebuilt.</summary>
    public const int Definition = 1;

    /// <summary>
    /// The unit in which sums of shares (0 to 1) are kept: fine enough for 10 significant digits, coarse enough for 90 million journeys in
    /// one count.
    /// </summary>
    public const double Unit = 1e-11;

    /// <summary>A collapsed journey of this plain average or more hides what happened.</summary>
    public const int HidingAverage = 6;

    /// <summary>The average after the killing moment from which it counts as good.</summary>
    public const int GoodAverage = 8;

    private readonly Dictionary<TallyKey, TallyCount> _counts = [];

    /// <summary>The counts other than zero.</summary>
    public IEnumerable<KeyValuePair<TallyKey, TallyCount>> Counts => _counts.Where(count => count.Value != default);

    public void Add(Journey journey) => Add(CountedJourney.Of(journey));

    public void Add(CountedJourney journey) => Count(journey, 1);

    public void Remove(Journey journey) => Count(CountedJourney.Of(journey), -1);

    public void Add(TallyKey key, TallyCount count) =>
        _counts[key] = _counts.GetValueOrDefault(key) + count;

    private void Count(CountedJourney journey, int sign)
    {
        foreach (var (kind, key, sum) in journey.Outcome is not null ? Finished(journey) : [(TallyKind.InProgress, "", 0)])
        {
            Add(new TallyKey(journey.CompanyId, journey.Day, journey.ProductId ?? Guid.Empty, kind, key), new TallyCount(sign, sign * sum));
        }
    }

    private static IEnumerable<(TallyKind Kind, string Key, long Sum)> Finished(CountedJourney journey)
    {
        var facts = journey.Facts;
        var outcome = journey.Outcome!.Value;
        var end = facts.KilledAt ?? facts.Moments;

        yield return (TallyKind.Journeys, "", 0);
        yield return (TallyKind.Product, "", InUnits(facts.Product));
        yield return (TallyKind.EvenScore, "", InUnits(facts.EvenScore / 10));
        yield return (TallyKind.Average, "", InUnits(facts.Average / 10));
        yield return One(new PositionKey(end, facts.IsCollapsed));
        yield return One(new OutcomeKey(facts.IsCollapsed, outcome, journey.Competitor ?? ""));

        foreach (var moment in journey.Moments)
        {
            yield return One(new ScoreKey(moment.TouchpointId, moment.Score.Tenths));
        }

        foreach (var touchpoint in journey.Moments.Take(end).Select(m => m.TouchpointId).Distinct())
        {
            yield return (TallyKind.Reached, TallyKey.Part(touchpoint), 0);
        }

        if (outcome.IsSaid())
        {
            yield return One(new MatchedKey(facts.Moments, AverageBand(journey), facts.IsCollapsed, outcome.IsLeft()));
        }

        if (!facts.IsCollapsed)
        {
            yield break;
        }

        yield return (TallyKind.Collapsed, "", 0);
        yield return (TallyKind.Kills, TallyKey.Part(facts.KillerTouchpointId!.Value), 0);
        yield return One(ZeroSetOf(journey));

        if (facts.SoleKillerTouchpointId is { } soleKiller)
        {
            yield return One(new SoleKillerKey(soleKiller, facts.Zeros), InUnits(facts.ButForZeros));
        }

        if (AtLeast(HidingAverage, journey.Moments))
        {
            yield return (TallyKind.Hidden, "", 0);
        }

        if (facts.AverageAfterZero is not null && outcome.IsSaid())
        {
            var after = journey.Moments.Skip(facts.KilledAt!.Value).ToList();
            yield return One(new RecoveryKey(AtLeast(GoodAverage, after), outcome.IsLeft()));
        }
    }

    private static (TallyKind Kind, string Key, long Sum) One<TKey>(TKey key, long sum = 0)
        where TKey : ITallyKey<TKey> => (TKey.Kind, key.Write(), sum);

    // In whole tenths, so that an average of exactly 6.0 is never lost to rounding.
    private static bool AtLeast(int average, IReadOnlyCollection<ScoredMoment> moments) =>
        moments.Sum(m => m.Score.Tenths) >= average * 10 * moments.Count;

    // Bands of half a score point; 10.0 has a band of its own, as the last one would otherwise hold one value more than the others.
    private static int AverageBand(CountedJourney journey) => journey.Moments.Sum(m => m.Score.Tenths) / (5 * journey.Moments.Count);

    private static ZeroSetKey ZeroSetOf(CountedJourney journey) => new([.. journey.Moments
        .Where(m => m.Score.IsZero)
        .GroupBy(m => m.TouchpointId)
        .Select(zeros => (zeros.Key, zeros.Count()))]);

    private static long InUnits(double share) => (long)Math.Round(share / Unit);
}

/// <summary>Names one count of the ledger: which company, day, product and kind, and what within the kind.</summary>
/// <param name="ProductId">The empty id for journeys without a product.</param>
/// <param name="Key">
/// What within the kind, written by an <see cref="ITallyKey{TSelf}"/> or as a touchpoint; empty for a kind that has only one count.
/// </param>
public readonly record struct TallyKey(Guid CompanyId, DateOnly Day, Guid ProductId, TallyKind Kind, string Key)
{
    /// <summary>A touchpoint as a key, or as part of one.</summary>
    public static string Part(Guid touchpointId) => KeyText.Of(touchpointId);

    /// <summary>The touchpoint that <see cref="Part"/> wrote.</summary>
    public static Guid TouchpointOf(string part) => KeyText.TouchpointOf(part);
}

/// <summary>How many, and the sum of what they carry.</summary>
public readonly record struct TallyCount(long N, long Sum)
{
    public static TallyCount operator +(TallyCount left, TallyCount right) => new(left.N + right.N, left.Sum + right.Sum);

    public TallyCount Negated() => new(-N, -Sum);

    public static TallyCount Add(TallyCount left, TallyCount right) => left + right;
}

/// <summary>What a named count of the facts ledger counts. The numbers are stored; a kind is never given another meaning.</summary>
public enum TallyKind : short
{
    /// <summary>Open journeys, under the day of their latest moment. All other kinds count finished journeys.</summary>
    InProgress = 1,

    /// <summary>Finished journeys.</summary>
    Journeys = 2,

    /// <summary>Finished journeys with at least one zero.</summary>
    Collapsed = 3,

    /// <summary>Sum of the products, in <see cref="Tally.Unit"/>.</summary>
    Product = 4,

    /// <summary>Sum of the even scores divided by 10, in <see cref="Tally.Unit"/>.</summary>
    EvenScore = 5,

    /// <summary>Sum of the plain averages divided by 10, in <see cref="Tally.Unit"/>.</summary>
    Average = 6,

    /// <summary>Moments by <see cref="ScoreKey"/>.</summary>
    Scores = 10,

    /// <summary>Journeys that had a moment at the touchpoint at or before their killing moment; the key is the touchpoint.</summary>
    Reached = 11,

    /// <summary>Journeys whose killing moment was at the touchpoint; the key is the touchpoint.</summary>
    Kills = 12,

    /// <summary>
    /// Journeys whose zeros are all at one touchpoint, with the sum of their <c>ButForZeros</c> in <see cref="Tally.Unit"/>, by
    /// <see cref="SoleKillerKey"/>.
    /// </summary>
    SoleKiller = 13,

    /// <summary>Collapsed journeys by <see cref="ZeroSetKey"/>.</summary>
    ZeroSet = 14,

    /// <summary>Collapsed journeys whose plain average is <see cref="Tally.HidingAverage"/> or more.</summary>
    Hidden = 15,

    /// <summary>Journeys by <see cref="OutcomeKey"/>.</summary>
    Outcome = 16,

    /// <summary>Collapsed journeys of known outcome with a moment after the killing moment, by <see cref="RecoveryKey"/>.</summary>
    Recovery = 17,

    /// <summary>Journeys of known outcome by <see cref="MatchedKey"/>.</summary>
    Matched = 18,

    /// <summary>Journeys by <see cref="PositionKey"/>.</summary>
    Position = 19,

    /// <summary>Changes to a company's ledger: kept beside the counts by the store, never in a tally.</summary>
    Changes = 100,
}
