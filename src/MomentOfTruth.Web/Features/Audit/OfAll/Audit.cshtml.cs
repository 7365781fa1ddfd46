using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>What people with a right did in the whole installation, for administrators. Times are in UTC.</summary>
[ForAdministrators]
public sealed class AuditModel(AuditQuery query, IStringLocalizer<AuditText> text) : AuditPageModel(query, text)
{
    public override string Here => Routes.Audit;

    public override string FileAddress => Routes.AuditCsv;

    public override string Zone => "UTC";

    public override bool IsOfAll => true;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);
}
