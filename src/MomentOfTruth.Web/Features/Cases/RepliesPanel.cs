namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What <c>_Replies</c> draws: what was written, in order.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="ForCompany">Read by the company and not by its customer.</param>
public sealed record RepliesPanel(CaseView Case, string Company, string TimeZoneId, bool ForCompany);
