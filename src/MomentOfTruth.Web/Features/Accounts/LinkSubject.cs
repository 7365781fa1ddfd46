namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>What a mailed link is about.</summary>
/// <param name="Email">The address it was mailed to.</param>
/// <param name="Journey">A journey to keep in the new account; null for none.</param>
/// <param name="Stamp">The security stamp of the account at that time: with a new password every link from before is worth nothing. Null without an account.</param>
public sealed record LinkSubject(string Email, Guid? Journey = null, string? Stamp = null);
