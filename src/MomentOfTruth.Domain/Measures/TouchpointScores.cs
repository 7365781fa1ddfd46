namespace MomentOfTruth.Domain.Measures;

/// <summary>How the moments at one touchpoint scored.</summary>
/// <param name="N">Moments there.</param>
/// <param name="Zeros">Those that scored zero.</param>
/// <param name="Mean">Mean score, 0 to 10.</param>
public sealed record TouchpointScores(string Touchpoint, Guid? TouchpointId, long N, long Zeros, double Mean);
