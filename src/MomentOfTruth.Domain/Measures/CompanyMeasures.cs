using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>The measures of the finished journeys of a period, computed from the ledger's totals alone.</summary>
public sealed record CompanyMeasures
{
    /// <summary>N: finished journeys.</summary>
    public required long Journeys { get; init; }

    /// <summary>Of these, the ones whose moments have an order. Measures A, E (i) and F count these alone.</summary>
    public required long Ordered { get; init; }

    /// <summary>Finished journeys that finished by themselves, after the company's quiet days.</summary>
    public required long ClosedByThemselves { get; init; }

    /// <summary>Open journeys; counted nowhere else.</summary>
    public required long InProgress { get; init; }

    /// <summary>Of these, the ones with at least one zero already.</summary>
    public required long InProgressCollapsed { get; init; }

    /// <summary>Finished journeys with at least one zero.</summary>
    public required long Collapsed { get; init; }

    /// <summary>The products, 0 to 1.</summary>
    public required SampleMean Product { get; init; }

    /// <summary>The even scores, 0 to 10.</summary>
    public required SampleMean EvenScore { get; init; }

    /// <summary>The plain averages, 0 to 10.</summary>
    public required SampleMean Average { get; init; }

    /// <summary>Measure A, ranked.</summary>
    public required IReadOnlyList<KillingMoment> KillingMoments { get; init; }

    /// <summary>Measure B, ranked.</summary>
    public required IReadOnlyList<Fix> Fixes { get; init; }

    /// <summary>Measure B2, the largest first.</summary>
    public required IReadOnlyList<FairShare> FairShares { get; init; }

    /// <summary>Where the zeros of collapsed journeys are; for the what-if of measure B.</summary>
    public required IReadOnlyList<ZeroSet> ZeroSets { get; init; }

    /// <summary>Measure B, step by step.</summary>
    public required IReadOnlyList<FixStep> Sequence { get; init; }

    /// <summary>Measure C: collapsed journeys whose plain average is 6.0 or more, of all collapsed ones.</summary>
    public required Proportion Hidden { get; init; }

    /// <summary>Collapsed journeys by their plain average in whole points, rounded down: 0 to 9.</summary>
    public required IReadOnlyList<long> CollapsedByAverage { get; init; }

    /// <summary>Measure D.</summary>
    public required Destinations Destinations { get; init; }

    /// <summary>Measure E.</summary>
    public required RuleTest RuleTest { get; init; }

    /// <summary>Measure F.</summary>
    public required IReadOnlyList<SurvivalPoint> SurvivalCurve { get; init; }

    /// <summary>Measure I.</summary>
    public required CompetingRisks Risks { get; init; }

    /// <summary>Every touchpoint with moments, by name.</summary>
    public required IReadOnlyList<TouchpointScores> Touchpoints { get; init; }

    /// <summary>The touchpoints with most zeros, of these those with most moments, by name; and the rest.</summary>
    public Bounded<TouchpointScores> WorstTouchpoints(int most) => Bounded
        .Of(
            Touchpoints.OrderByDescending(t => t.Zeros).ThenByDescending(t => t.N).ThenBy(t => t.Touchpoint, StringComparer.Ordinal), most)
        .ByName(t => t.Touchpoint);

    /// <summary>Mean of the products, 0 to 1 (100 times it is the mean journey score); null without journeys.</summary>
    public double? MeanProduct => Product.Mean;

    /// <summary>Mean of the even scores, 0 to 10; null without journeys.</summary>
    public double? MeanEvenScore => EvenScore.Mean;

    /// <summary>Mean of the plain averages, 0 to 10; null without journeys.</summary>
    public double? MeanAverage => Average.Mean;

    /// <summary>Whether every finished journey has an order, so that nothing is left out.</summary>
    public bool AreAllOrdered => Ordered == Journeys;

    /// <summary>L / N.</summary>
    public Proportion Survival => new(Journeys - Collapsed, Journeys);

    /// <summary>Of all finished journeys, those that no single fix would have saved.</summary>
    public Proportion Unsavable => new(FixFirst.Unsavable(ZeroSets), Journeys);

    /// <param name="totals">The ledger's counts of the period.</param>
    /// <param name="touchpointNames">Names of all touchpoints that the totals speak of; touchpoints of the same name count as one.</param>
    public static CompanyMeasures Of(LedgerTotals totals, IReadOnlyDictionary<Guid, string> touchpointNames)
    {
        var (journeys, collapsed) = (totals.N(TallyKind.Journeys), totals.N(TallyKind.Collapsed));
        var zeroSets = ZeroSetsOf(totals, touchpointNames);
        var ids = touchpointNames.ToLookup(t => t.Value, t => t.Key);
        var risks = CompetingRisks.Of(totals, touchpointNames);
        return new CompanyMeasures
        {
            Journeys = journeys,
            Ordered = totals.N(TallyKind.Ordered),
            ClosedByThemselves = totals.N(TallyKind.ClosedByItself),
            InProgress = totals.N(TallyKind.InProgress),
            InProgressCollapsed = totals.N(TallyKind.InProgressCollapsed),
            Collapsed = collapsed,
            Product = totals.Sample(TallyKind.Product, TallyKind.ProductSquares),
            EvenScore = totals.Sample(TallyKind.EvenScore, TallyKind.EvenScoreSquares).Times(10),
            Average = totals.Sample(TallyKind.Average, TallyKind.AverageSquares).Times(10),
            KillingMoments = KillingMomentsOf(totals, touchpointNames),
            Fixes = FixesOf(totals, journeys, touchpointNames),
            FairShares = Measures.FairShares.Of(zeroSets, journeys, name => OnlyOf(ids[name])),
            ZeroSets = zeroSets,
            Sequence = [.. FixFirst.Sequence(zeroSets)
                .Select(step => new FixStep(step.Touchpoint, OnlyOf(ids[step.Touchpoint]), step.Rescued))],
            Hidden = new Proportion(totals.N(TallyKind.Hidden), collapsed),
            CollapsedByAverage = CollapsedByAverageOf(totals),
            Destinations = DestinationsOf(totals),
            RuleTest = RuleTestOf(totals),
            SurvivalCurve = risks.Curve,
            Risks = risks,
            Touchpoints = TouchpointsOf(totals, touchpointNames),
        };
    }

    private static IReadOnlyList<KillingMoment> KillingMomentsOf(LedgerTotals totals, IReadOnlyDictionary<Guid, string> names)
    {
        var kills = totals.ByTouchpoint(TallyKind.Kills);
        var collapsed = kills.Values.Sum();
        return Measures.KillingMoments.Rank(totals.ByTouchpoint(TallyKind.Reached)
            .GroupBy(reached => names[reached.Key])
            .Select(same => new KillingMoment(
                same.Key,
                OnlyOf(same.Select(t => t.Key)),
                same.Sum(t => t.Value),
                same.Sum(t => kills.GetValueOrDefault(t.Key)),
                collapsed)));
    }

    private static IReadOnlyList<Fix> FixesOf(LedgerTotals totals, long journeys, IReadOnlyDictionary<Guid, string> names)
    {
        var scores = totals.Scores().ToLookup(s => names[s.TouchpointId], s => (s.Tenths, s.N));
        return FixFirst.Rank(totals.Of<SoleKillerKey>(TallyKind.SoleKiller)
            .GroupBy(row => names[row.Key.TouchpointId])
            .Select(same =>
            {
                var rescued = same.Select(row => (row.Key.Zeros, row.Count.Sum * Tally.Unit)).Order().ToList();
                return new Fix(
                    same.Key,
                    OnlyOf(same.Select(row => row.Key.TouchpointId).Distinct()),
                    new Proportion(same.Sum(row => row.Count.N), journeys),
                    FixFirst.Gain(rescued, FixFirst.CautiousScore, journeys),
                    FixFirst.MedianNonZero(scores[same.Key]) is { } median ? FixFirst.Gain(rescued, median, journeys) : null);
            }));
    }

    private static List<ZeroSet> ZeroSetsOf(LedgerTotals totals, IReadOnlyDictionary<Guid, string> names) =>
        [.. totals.ZeroSets().Select(set => new ZeroSet(
            set.Zeros.GroupBy(z => names[z.TouchpointId]).ToDictionary(z => z.Key, z => z.Sum(same => same.Zeros), StringComparer.Ordinal),
            set.Journeys))];

    private static long[] CollapsedByAverageOf(LedgerTotals totals)
    {
        var counts = totals.Of<CollapsedAverageKey>(TallyKind.CollapsedAverage).ToDictionary(row => row.Key.Points, row => row.Count.N);
        return [.. Enumerable.Range(0, 10).Select(points => counts.GetValueOrDefault(points))];
    }

    private static Destinations DestinationsOf(LedgerTotals totals)
    {
        var endings = totals.Of<OutcomeKey>(TallyKind.Outcome)
            .Select(row => (row.Key.IsCollapsed, row.Key.Outcome, row.Key.Competitor, row.Count.N))
            .ToList();
        var said = endings.Where(e => e.Outcome.IsSaid()).ToLookup(e => e.IsCollapsed);
        Proportion LeftOf(bool collapsed) =>
            new(said[collapsed].Where(e => e.Outcome.IsLeft()).Sum(e => e.N), said[collapsed].Sum(e => e.N));
        var named = endings.Where(e => e.Competitor.Length > 0)
            .GroupBy(e => Companies.Naming.KeyOf(e.Competitor))
            .Select(same => new Destination(UsualOf(same.Select(e => (e.Competitor, e.N))), same.Sum(e => e.N))
            {
                Spellings = string.Join('\n', same.Select(e => e.Competitor).Distinct().Order(StringComparer.Ordinal)),
            });
        return new Destinations(
            LeftOf(true),
            LeftOf(false),
            endings.Where(e => !e.Outcome.IsSaid()).Sum(e => e.N),
            endings.Where(e => e.Outcome.IsLeft() && e.Competitor.Length == 0).Sum(e => e.N),
            Destinations.Fold(named));
    }

    // The spelling that most customers used, over all outcomes; the order of the rows never decides.
    private static string UsualOf(IEnumerable<(string Name, long N)> spellings) => spellings
        .GroupBy(s => s.Name, s => s.N)
        .OrderByDescending(s => s.Sum()).ThenBy(s => s.Key, StringComparer.Ordinal)
        .First().Key;

    private static RuleTest RuleTestOf(LedgerTotals totals)
    {
        var recovery = totals.Of<RecoveryKey>(TallyKind.Recovery).ToLookup(row => row.Key.WentOnWell, row => (row.Key.IsLeft, row.Count.N));
        Proportion LeftAfter(bool well) => new(recovery[well].Where(r => r.IsLeft).Sum(r => r.N), recovery[well].Sum(r => r.N));
        var strata = totals.Matched()
            .GroupBy(row => (row.Moments, row.Band))
            .Select(alike =>
            {
                Proportion LeftOf(bool collapsed) => new(
                    alike.Where(row => row.IsCollapsed == collapsed && row.IsLeft).Sum(row => row.N),
                    alike.Where(row => row.IsCollapsed == collapsed).Sum(row => row.N));
                return (alike.Key, Stratum: new Stratum(LeftOf(true), LeftOf(false)));
            })
            .Where(s => s.Stratum is { First.N: > 0, Second.N: > 0 })
            .OrderBy(s => s.Key)
            .ToList();
        return new RuleTest(new Difference(LeftAfter(true), LeftAfter(false)), MantelHaenszel.Of(strata.Select(s => s.Stratum)))
        {
            Alike = string.Join(',', strata.Select(s => FormattableString.Invariant($"{s.Key.Moments}:{s.Key.Band}"))),
        };
    }

    private static TouchpointScores[] TouchpointsOf(LedgerTotals totals, IReadOnlyDictionary<Guid, string> names) =>
        [.. totals.Scores()
            .GroupBy(score => names[score.TouchpointId])
            .Select(same => (Scores: same, Totals: ScoreTotals.Of(same.Select(s => (s.Tenths, s.N)))))
            .Select(t => new TouchpointScores(
                t.Scores.Key, OnlyOf(t.Scores.Select(s => s.TouchpointId).Distinct()), t.Totals.N, t.Totals.Zeros, t.Totals.Mean!.Value)
            {
                Bands = [.. TouchpointScores.BandEnds.Select((end, band) =>
                    t.Scores.Where(s => s.Tenths <= end && (band == 0 || s.Tenths > TouchpointScores.BandEnds[band - 1])).Sum(s => s.N))],
            })
            .OrderBy(t => t.Touchpoint, StringComparer.Ordinal)];

    private static Guid? OnlyOf(IEnumerable<Guid> touchpoints) => touchpoints.Take(2).ToList() is [var only] ? only : null;
}

/// <summary>
/// Measure E: what a company's own journeys say about the rule. Only journeys whose outcome was said count; "left" includes returned.
/// </summary>
/// <param name="Recovery">
/// Left rate of collapsed journeys that were followed by 8 or more on average, against those followed by less.
/// </param>
/// <param name="AtEqualAverage">
/// Left rate of collapsed minus survived journeys of the same length and the same average (bands of 0.5).
/// </param>
public sealed record RuleTest(Difference Recovery, MantelHaenszel AtEqualAverage)
{
    /// <summary>
    /// What is compared at an equal average: <c>moments:band</c> of the strata that have both, with commas between; band b is an average of
    /// b/2 to below (b + 1)/2.
    /// </summary>
    public string Alike { get; init; } = "";
}

/// <summary>How the moments at one touchpoint scored.</summary>
/// <param name="N">Moments there.</param>
/// <param name="Zeros">Those that scored zero.</param>
/// <param name="Mean">Mean score, 0 to 10.</param>
public sealed record TouchpointScores(string Touchpoint, Guid? TouchpointId, long N, long Zeros, double Mean)
{
    /// <summary>The highest score of each band, in tenths: zero; up to 3, 6, 8 and 10.</summary>
    public static readonly IReadOnlyList<int> BandEnds = [0, 30, 60, 80, 100];

    /// <summary>Moments by band.</summary>
    public IReadOnlyList<long> Bands { get; init; } = [0, 0, 0, 0, 0];

    /// <summary>Several touchpoints together, without a name; at least one.</summary>
    public static TouchpointScores Sum(IReadOnlyCollection<TouchpointScores> all)
    {
        var n = all.Sum(t => t.N);
        return new TouchpointScores("", null, n, all.Sum(t => t.Zeros), all.Sum(t => t.N * t.Mean) / n)
        {
            Bands = [.. BandEnds.Select((_, band) => all.Sum(t => t.Bands[band]))],
        };
    }
}
