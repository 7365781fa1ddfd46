namespace MomentOfTruth.Domain.Measures;

/// <summary>Where leavers went.</summary>
/// <param name="Name">The competitor's name; null for all those with too few leavers to be named.</param>
/// <param name="Leavers">How many left for it.</param>
public sealed record Destination(string? Name, long Leavers);
