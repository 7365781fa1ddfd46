namespace MomentOfTruth.Domain.Measures;

/// <summary>How many, and the sum of what they carry.</summary>
public readonly record struct TallyCount(long N, long Sum)
{
    public static TallyCount operator +(TallyCount left, TallyCount right) => new(left.N + right.N, left.Sum + right.Sum);

    public TallyCount Negated() => new(-N, -Sum);

    public static TallyCount Add(TallyCount left, TallyCount right) => left + right;
}
