using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What has become of a customer's wish to publish a journey, as it now stands.</summary>
/// <param name="Reason">Why it was refused or hidden.</param>
/// <param name="Answer">What the company says to it in public.</param>
public sealed record MyPublication(string Pseudonym, PublicationState State, string? Reason, string? Answer);
