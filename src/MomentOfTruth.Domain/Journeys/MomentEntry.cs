using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>What a customer says of one moment. The day and the time are those on the wall where it happened, as the customer remembers them.</summary>
/// <param name="TouchpointId">A touchpoint of the journey's company.</param>
/// <param name="OccurredAt">Null if the customer does not know the time of day.</param>
/// <param name="Story">At most <see cref="Moment.MaxStory"/> characters.</param>
public sealed record MomentEntry(Guid TouchpointId, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null);
