namespace MomentOfTruth.Domain.Measures;

/// <summary>Two groups that are alike but for what is compared.</summary>
public sealed record Stratum(Proportion First, Proportion Second);
