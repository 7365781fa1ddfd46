namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>An account as its owner sees it.</summary>
/// <param name="Journeys">How many journeys it keeps.</param>
/// <param name="IsStaff">Whether somebody relies on it: it is a company's member or the administrator.</param>
public sealed record AccountSummary(string Email, int Journeys, bool IsStaff);
