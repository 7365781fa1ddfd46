using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Where owners say what their company is called.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class CompanyNameModel(
    CompanyNaming naming, CompanySettings settings, IStringLocalizer<NamingText> text, IStringLocalizer<SharedText> shared)
    : NamingPageModel(naming, settings, text, shared)
{
    public override string Here => Routes.Company(HttpContext.Company().Slug).Name;

    protected override Guid CompanyId => HttpContext.Company().Id;

    public override string? MergeAddress(Company other) => null;
}
