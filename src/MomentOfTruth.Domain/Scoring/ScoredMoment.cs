namespace MomentOfTruth.Domain.Scoring;

/// <summary>All that the rule needs to know of a moment: where it happened and how it scored.</summary>
public readonly record struct ScoredMoment(Guid TouchpointId, Score Score);
