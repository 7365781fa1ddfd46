using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>A page of records with its filter.</summary>
public abstract class AuditPageModel(AuditQuery query, IStringLocalizer<AuditText> text) : PageModel
{
    public AuditFilter Filter { get; private set; } = null!;

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    /// <summary>The next page; null if this is the last.</summary>
    public string? Older { get; private set; }

    public bool IsFirst { get; private set; }

    /// <summary>The address of the page without its filter.</summary>
    public abstract string Here { get; }

    /// <summary>The same records as a file.</summary>
    public abstract string FileAddress { get; }

    /// <summary>The zone in which times are written.</summary>
    public abstract string Zone { get; }

    /// <summary>Whether the records of all companies are shown.</summary>
    public abstract bool IsOfAll { get; }

    /// <summary>The same filter for one company's records.</summary>
    public string OfCompany(string slug) => (Filter with { Company = slug }).Address(Here);

    protected async Task<IActionResult> ReadAsync(Guid? companyId, CancellationToken cancellationToken)
    {
        Filter = AuditFilter.Parse(Request.Query);
        foreach (var wrong in Filter.Wrong)
        {
            ModelState.AddModelError(wrong, text["Wrong." + wrong]);
        }

        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var place = AuditCursor.Parse(Request.Query[AuditCursor.Name]);
        var (rows, older) = await query.PageAsync(companyId, Filter, Zone, place, cancellationToken);
        (Rows, IsFirst) = (rows, place is null);
        Older = older is null ? null : Filter.Address(Here).With((AuditCursor.Name, older.ToString()));
        return Page();
    }
}
