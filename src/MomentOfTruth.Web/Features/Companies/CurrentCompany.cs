using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>The company of the address, as the policy found it: pages under it need not look it up again.</summary>
public sealed record CurrentCompany(Guid Id, string Slug, string Name, string? KoreanName, string TimeZoneId, CompanyRole Role);
