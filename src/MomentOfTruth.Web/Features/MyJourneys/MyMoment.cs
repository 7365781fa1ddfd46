using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A moment of a journey, for its customer.</summary>
/// <param name="Number">Names it within its journey for good.</param>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Touchpoint">Its name in the language of the page.</param>
public sealed record MyMoment(
    int Number, int Position, Guid TouchpointId, string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt, string? Story);
