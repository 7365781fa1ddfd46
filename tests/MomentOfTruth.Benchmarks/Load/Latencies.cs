namespace MomentOfTruth.Benchmarks.Load;

/// <summary>How long answers took in one round, in milliseconds.</summary>
internal sealed record Latencies(double Median, double P95, double P99, double PerSecond)
{
    public static Latencies Of(IEnumerable<double> milliseconds, TimeSpan round)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new Latencies(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), sorted.Length / round.TotalSeconds);
    }

    /// <summary>The median of each number over the rounds.</summary>
    public static Latencies MedianOf(IReadOnlyCollection<Latencies> rounds) => new(
        MedianOf(rounds.Select(r => r.Median)), MedianOf(rounds.Select(r => r.P95)), MedianOf(rounds.Select(r => r.P99)), MedianOf(rounds.Select(r => r.PerSecond)));

    public static double MedianOf(IEnumerable<double> numbers) => At([.. numbers.Order()], 0.5);

    // The nearest rank: a number that was really measured.
    private static double At(double[] sorted, double share) => sorted[Math.Max((int)Math.Ceiling(share * sorted.Length) - 1, 0)];
}
