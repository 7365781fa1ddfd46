namespace MomentOfTruth.Web.Features.Publications;

/// <summary>What the company says, in public, to a journey that its customer published.</summary>
/// <param name="Text">Null if it says nothing yet.</param>
/// <param name="MayWrite">Whether the reader may write or change it.</param>
public sealed record PublicAnswer(Guid JourneyId, string? Text, bool MayWrite);
