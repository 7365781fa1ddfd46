using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Where administrators say what a company is called.</summary>
[ForAdministrators]
public sealed class AdminCompanyNamesModel(
    CompanyNaming naming, CompanySettings settings, IStringLocalizer<NamingText> text, IStringLocalizer<SharedText> shared)
    : NamingPageModel(naming, settings, text, shared)
{
    public override string Here => Routes.AdminCompany(CompanyId).Names;

    protected override Guid CompanyId => RouteData.Id("id");

    public override string? MergeAddress(Company other) => Routes.AdminCompany(CompanyId).Merge.With(("into", other.Slug));
}
