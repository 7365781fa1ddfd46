using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>One stretch of the trend.</summary>
/// <param name="Survival">Its N is the bucket's finished journeys.</param>
/// <param name="MeanProduct">0 to 1; null without journeys, like the other means.</param>
/// <param name="MeanEvenScore">0 to 10.</param>
/// <param name="MeanAverage">0 to 10.</param>
public sealed record TrendPoint(
    TrendBucket Bucket, Proportion Survival, double? MeanProduct, double? MeanEvenScore, double? MeanAverage)
{
    public DateOnly From => Bucket.From;

    public DateOnly To => Bucket.To;

    /// <param name="totals">The ledger's counts of the bucket.</param>
    public static TrendPoint Of(TrendBucket bucket, LedgerTotals totals)
    {
        var n = totals.N(TallyKind.Journeys);
        return new TrendPoint(
            bucket,
            new Proportion(n - totals.N(TallyKind.Collapsed), n),
            totals.Mean(TallyKind.Product),
            totals.Mean(TallyKind.EvenScore) * 10,
            totals.Mean(TallyKind.Average) * 10);
    }
}
