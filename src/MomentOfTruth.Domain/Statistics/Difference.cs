namespace MomentOfTruth.Domain.Statistics;

/// <summary>A difference with its 95 % interval. Nothing is called better or worse before <see cref="IsCertain"/>.</summary>
public interface IDifference
{
    /// <summary>First minus second; null if either has no observations.</summary>
    double? Value { get; }

    /// <summary>Lower bound of the 95 % interval.</summary>
    double? Low { get; }

    /// <summary>Upper bound of the 95 % interval.</summary>
    double? High { get; }

    /// <summary>Whether both sides have enough observations to be compared.</summary>
    bool MayBeShown { get; }

    /// <summary>Whether the interval leaves zero, so that there is a change and not only chance.</summary>
    bool IsCertain => Low > 0 || High < 0;
}

/// <summary>
/// The difference of two independent shares with its 95 % interval: Newcombe's hybrid score method
/// (R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17, 1998, method 10).
/// </summary>
public sealed record Difference(Proportion First, Proportion Second) : IDifference
{
    /// <summary>First minus second, −1 to 1; null if either has no observations.</summary>
    public double? Value => First.Rate - Second.Rate;

    public double? Low => Value - Root(First.Rate - First.Low, Second.High - Second.Rate);

    public double? High => Value + Root(First.High - First.Rate, Second.Rate - Second.Low);

    /// <summary>Whether both have enough observations to be compared.</summary>
    public bool MayBeShown => First.Verdict == SampleVerdict.Ranked && Second.Verdict == SampleVerdict.Ranked;

    // The square root of the sum of both squares.
    internal static double? Root(double? a, double? b) => a is { } x && b is { } y ? Math.Sqrt((x * x) + (y * y)) : null;
}

/// <summary>
/// The difference of two independent differences with its 95 % interval, which is recovered from the intervals of both, so that it is as
/// good as theirs where there are few or no zeros (G. Y. Zou and A. Donner, Construction of confidence limits about effect measures: a
/// general approach, Statistics in Medicine 27, 2008).
/// </summary>
public sealed record DifferenceOfDifferences(Difference First, Difference Second) : IDifference
{
    /// <summary>First minus second, −2 to 2; null if any of the four shares has no observations.</summary>
    public double? Value => First.Value - Second.Value;

    public double? Low => Value - Difference.Root(First.Value - First.Low, Second.High - Second.Value);

    public double? High => Value + Difference.Root(First.High - First.Value, Second.Value - Second.Low);

    public bool MayBeShown => First.MayBeShown && Second.MayBeShown;
}
