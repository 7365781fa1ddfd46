namespace MomentOfTruth.Domain.Measures;

/// <summary>One step of the greedy sequence: the next touchpoint to fix, and the journeys that no earlier fix had rescued.</summary>
public sealed record FixStep(string Touchpoint, Guid? TouchpointId, long Rescued);
