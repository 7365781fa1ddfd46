namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What <c>_CompanyCase</c> draws: what was written, and, for those who may, a reply and whether the case is closed.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="HasReceipt">Whether there is a customer who could read a reply; journeys that were imported have none.</param>
/// <param name="Text">The reply, as it was typed.</param>
public sealed record CompanyCasePanel(string Address, string Company, string TimeZoneId, CaseView Case, bool MayManage, bool HasReceipt, string? Text = null);

/// <summary>What <c>_CustomerCase</c> draws: the company's replies, and how the customer may answer and judge them.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Text">The answer, as it was typed.</param>
public sealed record CustomerCasePanel(Guid JourneyId, string Company, string TimeZoneId, CaseView Case, string? Text = null);

/// <summary>What <c>_Replies</c> draws: what was written, in order.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="ForCompany">Read by the company and not by its customer.</param>
public sealed record RepliesPanel(CaseView Case, string Company, string TimeZoneId, bool ForCompany);
