namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What the customer may do with a journey beside telling it.</summary>
/// <param name="IsKept">Whether the signed-in person keeps it in the account; null if nobody is signed in.</param>
/// <param name="Publication">The wish to publish it; null for none.</param>
/// <param name="Contact">Where the customer wants an answer; null for nowhere.</param>
public sealed record Mine(Guid JourneyId, bool? IsKept, string? Contact, MyPublication? Publication);
