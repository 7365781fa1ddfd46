using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A moment of a journey, for its customer.</summary>
/// <param name="Touchpoint">Its name in the language of the page.</param>
public sealed record MyMoment(string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt, string? Story);
