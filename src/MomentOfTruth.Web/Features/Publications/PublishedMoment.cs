using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>A moment as the public sees it: no day and no time.</summary>
public sealed record PublishedMoment(string Touchpoint, Score Score, string? Story);
