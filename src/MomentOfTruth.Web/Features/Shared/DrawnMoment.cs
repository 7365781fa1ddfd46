using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Shared;

/// <summary>One row of the journey drawing.</summary>
/// <param name="Touchpoint">Its name in the language of the page.</param>
public sealed record DrawnMoment(Guid TouchpointId, string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null);
