using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>What the people of a company did, for its owners.</summary>
[Authorize(Policy = CompanyPolicies.Own)]
public sealed class CompanyAuditModel(AuditQuery query, IStringLocalizer<AuditText> text) : AuditPageModel(query, text)
{
    public override string Here => Routes.Company(HttpContext.Company().Slug).Audit;

    public override string FileAddress => Routes.Company(HttpContext.Company().Slug).AuditCsv;

    public override string Zone => HttpContext.Company().TimeZoneId;

    public override bool IsOfAll => false;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        ReadAsync(HttpContext.Company().Id, cancellationToken);
}
