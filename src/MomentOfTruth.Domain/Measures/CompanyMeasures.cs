namespace MomentOfTruth.Domain.Measures;

/// <summary>The measures of the finished journeys of a period, computed from the ledger's totals alone.</summary>
public sealed record CompanyMeasures
{
    /// <summary>N: finished journeys.</summary>
    public required long Journeys { get; init; }

    /// <summary>Open journeys; counted nowhere else.</summary>
    public required long InProgress { get; init; }

    /// <summary>Finished journeys with at least one zero.</summary>
    public required long Collapsed { get; init; }

    /// <summary>Mean of the products, 0 to 1 (100 times it is the mean journey score); null without journeys.</summary>
    public required double? MeanProduct { get; init; }

    /// <summary>Mean of the even scores, 0 to 10; null without journeys.</summary>
    public required double? MeanEvenScore { get; init; }

    /// <summary>Mean of the plain averages, 0 to 10; null without journeys.</summary>
    public required double? MeanAverage { get; init; }

    /// <summary>Measure A, ranked.</summary>
    public required IReadOnlyList<KillingMoment> KillingMoments { get; init; }

    /// <summary>Every touchpoint with moments, by name.</summary>
    public required IReadOnlyList<TouchpointScores> Touchpoints { get; init; }

    /// <summary>L / N.</summary>
    public Proportion Survival => new(Journeys - Collapsed, Journeys);

    /// <param name="touchpointNames">Names of all touchpoints that the totals speak of; touchpoints of the same name count as one.</param>
    public static CompanyMeasures Of(LedgerTotals totals, IReadOnlyDictionary<Guid, string> touchpointNames)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var collapsed = totals.N(TallyKind.Collapsed);
        return new CompanyMeasures
        {
            Journeys = totals.N(TallyKind.Journeys),
            InProgress = totals.N(TallyKind.InProgress),
            Collapsed = collapsed,
            MeanProduct = totals.Mean(TallyKind.Product),
            MeanEvenScore = totals.Mean(TallyKind.EvenScore) * 10,
            MeanAverage = totals.Mean(TallyKind.Average) * 10,
            KillingMoments = KillingMomentsOf(totals, collapsed, touchpointNames),
            Touchpoints = TouchpointsOf(totals, touchpointNames),
        };
    }

    private static IReadOnlyList<KillingMoment> KillingMomentsOf(LedgerTotals totals, long collapsed, IReadOnlyDictionary<Guid, string> names)
    {
        var kills = totals.ByTouchpoint(TallyKind.Kills);
        return Measures.KillingMoments.Rank(totals.ByTouchpoint(TallyKind.Reached)
            .GroupBy(reached => names[reached.Key])
            .Select(same => new KillingMoment(
                same.Key, OnlyOf(same.Select(t => t.Key)), same.Sum(t => t.Value), same.Sum(t => kills.GetValueOrDefault(t.Key)), collapsed)));
    }

    private static TouchpointScores[] TouchpointsOf(LedgerTotals totals, IReadOnlyDictionary<Guid, string> names) =>
        [.. totals.Scores()
            .GroupBy(score => names[score.TouchpointId])
            .Select(same => new TouchpointScores(
                same.Key,
                OnlyOf(same.Select(s => s.TouchpointId).Distinct()),
                same.Sum(s => s.N),
                same.Where(s => s.Tenths == 0).Sum(s => s.N),
                same.Sum(s => s.N * s.Tenths) / (10.0 * same.Sum(s => s.N))))
            .OrderBy(t => t.Touchpoint, StringComparer.Ordinal)];

    private static Guid? OnlyOf(IEnumerable<Guid> touchpoints) => touchpoints.Take(2).ToList() is [var only] ? only : null;
}
