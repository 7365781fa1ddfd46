namespace MomentOfTruth.Domain.Measures;

/// <summary>One position of the survival curve.</summary>
/// <param name="Position">k, from 1.</param>
/// <param name="AtRisk">Journeys that have a k-th moment and no earlier zero.</param>
/// <param name="Killed">Those killed at k.</param>
/// <param name="Survival">S(k), 0 to 1.</param>
/// <param name="Low">Lower bound of the 95 % band; null where it is undefined (S is 0 or 1).</param>
/// <param name="High">Upper bound.</param>
public sealed record SurvivalPoint(int Position, long AtRisk, long Killed, double Survival, double? Low, double? High);
