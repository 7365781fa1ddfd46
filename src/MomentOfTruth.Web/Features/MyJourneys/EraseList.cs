namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>What disappears with a journey.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Version">Of the journey that was counted.</param>
/// <param name="Texts">Stories and the title.</param>
/// <param name="Replies">Between the customer and the company.</param>
/// <param name="Changes">Kept of what was changed after sending.</param>
public sealed record EraseList(Guid JourneyId, string Company, string? Title, int Version, bool IsFinished, int Moments, int Texts, int Photos, int Replies, int Changes, bool HasContact, bool IsKept, bool HasPublication);
