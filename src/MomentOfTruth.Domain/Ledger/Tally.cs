using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>What journeys add to the ledger: a bag of counts for each company, day and product.</summary>
public sealed class Tally
{
    /// <summary>Is raised by one with every change of what is counted: a ledger of another definition is rebuilt.</summary>
    public const int Definition = 3;

    /// <summary>
    /// The unit in which sums of shares (0 to 1) are kept: fine enough for 10 significant digits, coarse enough for 90 million journeys in
    /// one count.
    /// </summary>
    public const double Unit = 1e-11;

    /// <summary>A collapsed journey of this plain average or more hides what happened.</summary>
    public const int HidingAverage = 6;

    /// <summary>The average after the killing moment from which it counts as good.</summary>
    public const int GoodAverage = 8;

    private readonly Dictionary<LedgerPlace, CountBag> _places = [];

    /// <summary>What is counted under each company, day and product.</summary>
    public IReadOnlyDictionary<LedgerPlace, CountBag> Places => _places;

    /// <summary>What these journeys count together.</summary>
    public static Tally Of(IEnumerable<Journey> journeys)
    {
        var tally = new Tally();
        foreach (var journey in journeys)
        {
            tally.Add(journey);
        }

        return tally;
    }

    public void Add(Journey journey) => Add(CountedJourney.Of(journey));

    public void Add(CountedJourney journey) => Count(journey, 1);

    public void Remove(Journey journey) => Remove(CountedJourney.Of(journey));

    public void Remove(CountedJourney journey) => Count(journey, -1);

    private void Count(CountedJourney journey, int sign)
    {
        var bag = BagOf(journey, journey.Day);
        if (journey.Outcome is null)
        {
            bag.Add(new WholeKey(TallyKind.InProgress), new TallyCount(sign, 0));
            if (journey.Facts.IsCollapsed)
            {
                bag.Add(new WholeKey(TallyKind.InProgressCollapsed), new TallyCount(sign, 0));
            }

            return;
        }

        foreach (var (key, sum) in Finished(journey).Concat(journey.IsOrdered ? InOrder(journey) : []))
        {
            bag.Add(key, new TallyCount(sign, sign * sum));
        }

        foreach (var moment in journey.Moments)
        {
            if (moment.OccurredOn is { } day)
            {
                BagOf(journey, day).Add(new DatedMomentKey(moment.TouchpointId, moment.Score.IsZero), new TallyCount(sign, 0));
            }
        }
    }

    private CountBag BagOf(CountedJourney journey, DateOnly day)
    {
        var place = new LedgerPlace(journey.CompanyId, day, journey.ProductId ?? Guid.Empty);
        if (!_places.TryGetValue(place, out var bag))
        {
            _places[place] = bag = new CountBag();
        }

        return bag;
    }

    private static IEnumerable<(CountKey Key, long Sum)> Finished(CountedJourney journey)
    {
        var facts = journey.Facts;
        var outcome = journey.Outcome!.Value;

        yield return (new WholeKey(TallyKind.Journeys), 0);
        yield return (new WholeKey(TallyKind.Product), InUnits(facts.Product));
        yield return (new WholeKey(TallyKind.EvenScore), InUnits(facts.EvenScore / 10));
        yield return (new WholeKey(TallyKind.Average), InUnits(facts.Average / 10));
        yield return (new WholeKey(TallyKind.ProductSquares), InUnits(Square(facts.Product)));
        yield return (new WholeKey(TallyKind.EvenScoreSquares), InUnits(Square(facts.EvenScore / 10)));
        yield return (new WholeKey(TallyKind.AverageSquares), InUnits(Square(facts.Average / 10)));
        yield return (new OutcomeKey(facts.IsCollapsed, outcome, journey.Competitor ?? ""), 0);

        foreach (var moment in journey.Moments)
        {
            yield return (new ScoreKey(moment.TouchpointId, moment.Score.Tenths), 0);
        }

        if (outcome.IsSaid())
        {
            yield return (new MatchedKey(facts.Moments, AverageBand(journey), facts.IsCollapsed, outcome.IsLeft()), 0);
            foreach (var key in ByTouchpoint(journey, outcome.IsLeft()))
            {
                yield return (key, 0);
            }
        }

        if (journey.ClosedByItself)
        {
            yield return (new WholeKey(TallyKind.ClosedByItself), 0);
        }

        if (!facts.IsCollapsed)
        {
            yield break;
        }

        yield return (new WholeKey(TallyKind.Collapsed), 0);
        yield return (ZeroSetOf(journey), 0);
        yield return (new CollapsedAverageKey(AverageBand(journey) / 2), 0);

        if (facts.SoleKillerTouchpointId is { } soleKiller)
        {
            yield return (new SoleKillerKey(soleKiller, facts.Zeros), InUnits(facts.ButForZeros));
        }

        if (AtLeast(HidingAverage, journey.Moments))
        {
            yield return (new WholeKey(TallyKind.Hidden), 0);
        }
    }

    // What a journey counts for only if the order of its moments is known.
    private static IEnumerable<(CountKey Key, long Sum)> InOrder(CountedJourney journey)
    {
        var facts = journey.Facts;
        var outcome = journey.Outcome!.Value;
        var end = facts.KilledAt ?? facts.Moments;

        yield return (new WholeKey(TallyKind.Ordered), 0);
        yield return (new PositionKey(end, facts.IsCollapsed), 0);
        foreach (var touchpoint in journey.Moments.Take(end).Select(m => m.TouchpointId).Distinct())
        {
            yield return (new TouchpointKey(TallyKind.Reached, touchpoint), 0);
        }

        if (facts.KillerTouchpointId is { } killer)
        {
            yield return (new TouchpointKey(TallyKind.Kills, killer), 0);
            yield return (new KillsAtKey(killer, end), 0);
        }

        if (facts.AverageAfterZero is not null && outcome.IsSaid())
        {
            var after = journey.Moments.Skip(facts.KilledAt!.Value).ToList();
            yield return (new RecoveryKey(AtLeast(GoodAverage, after), outcome.IsLeft()), 0);
        }
    }

    // A journey counts once at each of its touchpoints, with the lowest score that it gave there: what went worst is what may have driven
    // the customer away. All its other moments, those at the same touchpoint too, are what it is matched by.
    private static IEnumerable<CountKey> ByTouchpoint(CountedJourney journey, bool isLeft)
    {
        var (moments, tenths) = (journey.Moments.Count, journey.Moments.Sum(m => m.Score.Tenths));
        foreach (var there in journey.Moments.GroupBy(m => m.TouchpointId, m => m.Score))
        {
            var lowest = there.Min();
            var others = moments == 1 ? 0 : BandOf(tenths - lowest.Tenths, moments - 1);
            yield return new LeftByScoreKey(there.Key, lowest.Points, isLeft);
            yield return new MatchedAtKey(there.Key, lowest.Class, moments, others, isLeft);
        }
    }

    // In whole tenths, so that an average of exactly 6.0 is never lost to rounding.
    private static bool AtLeast(int average, IReadOnlyCollection<ScoredMoment> moments) =>
        moments.Sum(m => m.Score.Tenths) >= average * 10 * moments.Count;

    // Bands of half a score point; 10.0 has a band of its own, as the last one would otherwise hold one value more than the others.
    private static int AverageBand(CountedJourney journey) => BandOf(journey.Moments.Sum(m => m.Score.Tenths), journey.Moments.Count);

    private static int BandOf(int tenths, int moments) => tenths / (5 * moments);

    private static ZeroSetKey ZeroSetOf(CountedJourney journey) => new([.. journey.Moments
        .Where(m => m.Score.IsZero)
        .GroupBy(m => m.TouchpointId)
        .Select(zeros => (zeros.Key, zeros.Count()))]);

    private static double Square(double share) => share * share;

    private static long InUnits(double share) => (long)Math.Round(share / Unit);
}

/// <summary>Where in the ledger counts stand: under which company, day or first day of a month, and product.</summary>
/// <param name="ProductId">The empty id for journeys without a product.</param>
public readonly record struct LedgerPlace(Guid CompanyId, DateOnly Period, Guid ProductId);

/// <summary>What a named count of the facts ledger counts. The numbers are stored; a kind is never given another meaning.</summary>
public enum TallyKind : short
{
    /// <summary>Open journeys, under the day of their latest moment. All kinds but these two count finished journeys.</summary>
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

    /// <summary>Open journeys with at least one zero, likewise.</summary>
    InProgressCollapsed = 7,

    /// <summary>Finished journeys whose moments have an order. Reached, Kills, KillsAt, Recovery and Position count these alone.</summary>
    Ordered = 8,

    /// <summary>Finished journeys that finished by themselves.</summary>
    ClosedByItself = 9,

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

    /// <summary>Sum of the squares of the products, in <see cref="Tally.Unit"/>: with the sum it gives their variance.</summary>
    ProductSquares = 20,

    /// <summary>Sum of the squares of a tenth of the even scores, likewise.</summary>
    EvenScoreSquares = 21,

    /// <summary>Sum of the squares of a tenth of the plain averages, likewise.</summary>
    AverageSquares = 22,

    /// <summary>Journeys with an order by <see cref="KillsAtKey"/> of their killing moment.</summary>
    KillsAt = 23,

    /// <summary>
    /// Moments of finished journeys by <see cref="DatedMomentKey"/>, under the day on which each happened. All other kinds count under the
    /// day of the journey.
    /// </summary>
    DatedMoments = 24,

    /// <summary>Journeys of known outcome, once at each of their touchpoints, by <see cref="LeftByScoreKey"/>.</summary>
    LeftByScore = 25,

    /// <summary>Likewise, by <see cref="MatchedAtKey"/>.</summary>
    MatchedAt = 26,

    /// <summary>Collapsed journeys by <see cref="CollapsedAverageKey"/>.</summary>
    CollapsedAverage = 27,
}
