using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Measures;

/// <summary>How some moments scored, taken together.</summary>
/// <param name="N">How many moments.</param>
/// <param name="Zeros">Those that scored zero.</param>
/// <param name="Tenths">The sum of their scores.</param>
public readonly record struct ScoreTotals(long N, long Zeros, long Tenths)
{
    /// <summary>Their mean score, 0 to 10; null without moments.</summary>
    public double? Mean => N > 0 ? Tenths / (10.0 * N) : null;

    /// <summary>The share of zeros.</summary>
    public Proportion ZeroShare => new(Zeros, N);

    /// <param name="scores">Moments by score.</param>
    public static ScoreTotals Of(IEnumerable<(int Tenths, long N)> scores) => scores.Aggregate(
        default(ScoreTotals), (sum, score) => new(sum.N + score.N, sum.Zeros + (score.Tenths == Score.MinTenths ? score.N : 0), sum.Tenths + (score.N * score.Tenths)));
}
