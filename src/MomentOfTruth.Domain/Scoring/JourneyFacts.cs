namespace MomentOfTruth.Domain.Scoring;

/// <summary>
/// What the rule computes from a sequence of scores s(1)..s(m), with x = s / 10. Stored with the journey and refreshed whenever its moments
/// change. The product is the rolled throughput yield of quality engineering, read as a customer's journey; the even score is the
/// normalised yield.
/// </summary>
public sealed record JourneyFacts
{
    /// <summary>The facts of a journey without moments: nothing lost yet.</summary>
    public static readonly JourneyFacts None = new() { Product = 1, ButForZeros = 1 };

    /// <summary>m, 0 to 100.</summary>
    public int Moments { get; init; }

    /// <summary>Π x, 0 to 1: exactly 0 if and only if a score is zero.</summary>
    public double Product { get; init; }

    /// <summary>10 · Product^(1/m), 0 to 10: the score which, at every moment, would give the same product.</summary>
    public double EvenScore { get; init; }

    /// <summary>Σ s / m, 0 to 10: the plain average, shown only for comparison with what it hides.</summary>
    public double Average { get; init; }

    /// <summary>How many moments scored zero.</summary>
    public int Zeros { get; init; }

    /// <summary>Position, from 1, of the first zero: the killing moment. Null if there is none, or if the moments have no order.</summary>
    public int? KilledAt { get; init; }

    /// <summary>The touchpoint of the killing moment.</summary>
    public Guid? KillerTouchpointId { get; init; }

    /// <summary>The touchpoint of all the zeros; null if there is no zero or they are at several touchpoints.</summary>
    public Guid? SoleKillerTouchpointId { get; init; }

    /// <summary>Π x over the moments that are not zero, 0 to 1; 1 if there are none.</summary>
    public double ButForZeros { get; init; }

    /// <summary>
    /// Mean score of the moments after the killing moment, 0 to 10; null if there are none, or no killing moment is known.
    /// </summary>
    public double? AverageAfterZero { get; init; }

    public bool IsCollapsed => Zeros > 0;

    /// <summary>100 · Product, 0 to 100.</summary>
    public double JourneyScore => 100 * Product;

    /// <summary>Applies the rule to moments.</summary>
    /// <param name="moments">In the customer's order, if they have one.</param>
    /// <param name="isOrdered">Without an order, no zero is the first: whatever needs a killing moment is null.</param>
    public static JourneyFacts Of(IReadOnlyList<ScoredMoment> moments, bool isOrdered = true)
    {
        if (moments.Count == 0)
        {
            return None;
        }

        var killedAt = isOrdered ? IndexOfFirstZero(moments) + 1 : 0;
        var zeros = moments.Where(m => m.Score.IsZero).ToList();
        var afterZero = killedAt > 0 ? moments.Skip(killedAt).ToList() : [];
        var butForZeros = ProductOf(moments.Where(m => !m.Score.IsZero));
        var product = zeros.Count > 0 ? 0 : butForZeros;

        return new JourneyFacts
        {
            Moments = moments.Count,
            Product = product,
            EvenScore = 10 * Math.Pow(product, 1.0 / moments.Count),
            Average = AverageOf(moments),
            Zeros = zeros.Count,
            KilledAt = killedAt > 0 ? killedAt : null,
            KillerTouchpointId = killedAt > 0 ? moments[killedAt - 1].TouchpointId : null,
            SoleKillerTouchpointId = zeros.Select(m => m.TouchpointId).Distinct().Count() == 1 ? zeros[0].TouchpointId : null,
            ButForZeros = butForZeros,
            AverageAfterZero = afterZero.Count > 0 ? AverageOf(afterZero) : null,
        };
    }

    private static int IndexOfFirstZero(IReadOnlyList<ScoredMoment> moments)
    {
        for (var i = 0; i < moments.Count; i++)
        {
            if (moments[i].Score.IsZero)
            {
                return i;
            }
        }

        return -1;
    }

    // Always multiplied from the lowest score up, so that the same scores in another order give the same bits. 100 moments at 0.1 are
    // 1e-200: far above the smallest double, so a product without a zero never becomes one.
    private static double ProductOf(IEnumerable<ScoredMoment> moments) =>
        moments.Select(m => m.Score).Order().Aggregate(1.0, (product, score) => product * score.Fraction);

    private static double AverageOf(IReadOnlyCollection<ScoredMoment> moments) =>
        moments.Sum(m => m.Score.Tenths) / (10.0 * moments.Count);
}

/// <summary>The part of a moment that the rule needs: where it happened and its score.</summary>
public readonly record struct ScoredMoment(Guid TouchpointId, Score Score)
{
    /// <summary>The day on which it happened: the rule does not need it, the ledger counts by it. Null where it is not asked for.</summary>
    public DateOnly? OccurredOn { get; init; }
}
