namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What <c>_CustomerCase</c> draws: the company's replies, and how the customer may answer and judge them.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Text">The answer, as it was typed.</param>
public sealed record CustomerCasePanel(Guid JourneyId, string Company, string TimeZoneId, CaseView Case, string? Text = null);
