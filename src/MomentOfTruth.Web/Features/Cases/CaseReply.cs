namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What one side wrote to the other.</summary>
/// <param name="By">The e-mail address of who wrote it for the company; null for the customer, or if that person is gone. For the company's members only.</param>
public sealed record CaseReply(int Number, bool IsByCompany, string? By, string Text, DateTime AtUtc);
