using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A journey as a row of the list of those that this browser or the signed-in person may open.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Outcome">Null while it is open.</param>
/// <param name="HasUnreadReply">The company has replied since the customer last looked.</param>
/// <param name="IsKept">Whether it is kept in the signed-in person's account.</param>
public sealed record MyJourneyRow(Guid Id, string Company, string? Title, DateOnly Day, Outcome? Outcome, bool HasUnreadReply, bool IsKept);
