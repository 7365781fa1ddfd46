using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>A journey as a row of the list.</summary>
public sealed record JourneyRow(
    Guid Id, DateOnly Day, string? Title, Guid FirstTouchpointId, int Moments, double Product, Guid? KillerTouchpointId, Outcome? Outcome);
