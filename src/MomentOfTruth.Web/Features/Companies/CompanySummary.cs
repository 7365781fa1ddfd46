using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>A company as a row of a list.</summary>
public sealed record CompanySummary(string Slug, string Name, string? KoreanName, bool IsVerified, CompanyRole Role);
