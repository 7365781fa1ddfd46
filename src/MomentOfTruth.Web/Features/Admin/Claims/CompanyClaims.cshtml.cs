using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Where an administrator decides who looks after a company, with the evidence at hand, and sees what was decided.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CompanyClaimsModel(
    CompanyClaimsQuery query, ClaimWriter writer, IStringLocalizer<ClaimText> text, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid Company { get; set; }

    /// <summary>The checked host, as it was typed.</summary>
    [BindProperty]
    public string? Host { get; set; }

    /// <summary>Why the claim is refused, as it was typed.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Which button was pressed: accept or refuse.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>Past decisions before this instant, in ticks.</summary>
    [BindProperty(Name = "before", SupportsGet = true)]
    public string? Before { get; set; }

    public IReadOnlyList<OpenClaim> Open { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<PastClaim> Past { get; private set; } = [];

    /// <summary>Leads to older decisions; null if there are none.</summary>
    public string? Older { get; private set; }

    /// <summary>What was decided just before.</summary>
    public string? Done =>
        HttpMethods.IsGet(Request.Method) && Request.Query["done"].FirstOrDefault() is ("accept" or "refuse") and var done ? done : null;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var by = User.AccountId()!.Value;
        bool isDone;
        switch (Pressed)
        {
            case "accept":
                var host = WebHost.TryParse(Host);
                if (!string.IsNullOrWhiteSpace(Host) && host is null)
                {
                    return await RefuseAsync(
                        StatusCodes.Status422UnprocessableEntity, "host", text["Claim.AddressWrong"], cancellationToken);
                }

                isDone = await writer.AcceptAsync(Company, Id, by, host, cancellationToken);
                break;
            case "refuse":
                var missing = text["Admin.ReasonMissing"];
                if (RequiredText.Refusal(Reason, CompanyClaim.MaxReason, missing, shared) is { } refusal)
                {
                    return await RefuseAsync(StatusCodes.Status422UnprocessableEntity, "reason", refusal, cancellationToken);
                }

                isDone = await writer.RefuseAsync(
                    Company, Id, ClaimKind.Own, by, PlainTextAttribute.Stored(Reason), cancellationToken);
                break;
            default:
                AuditNote.Of(HttpContext).Idle();
                return await RenderAgainAsync(cancellationToken);
        }

        if (!isDone)
        {
            return await RefuseAsync(StatusCodes.Status409Conflict, "", text["Admin.Gone"], cancellationToken);
        }

        AuditNote.Of(HttpContext).In(Company).About($"claim {Id}", Pressed);
        return Redirect(Routes.CompanyClaims.With(("done", Pressed)));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        Open = await query.OpenAsync(cancellationToken);
        Total = await query.CountAsync(cancellationToken);
        var before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : (DateTime?)null;
        var past = await query.PastAsync(before, cancellationToken);
        Past = [.. past.Take(CompanyClaimsQuery.Size)];
        Older = past.Count > CompanyClaimsQuery.Size ? Past[^1].DecidedAtUtc.Ticks.ToString(CultureInfo.InvariantCulture) : null;
        return Page();
    }

    /// <summary>An instant; administrators are in no company's time zone.</summary>
    public string Time(DateTime instantUtc) => CompanyClock.Written(instantUtc, "UTC") + " UTC";

    // The claim may have been withdrawn meanwhile: then its fields are not on the page, and the message stands above the page.
    private async Task<IActionResult> RefuseAsync(int status, string field, string reason, CancellationToken cancellationToken)
    {
        await RenderAgainAsync(cancellationToken);
        var isThere = field.Length > 0 && Open.Any(open => open.Claim.Id == Id);
        ModelState.AddModelError(isThere ? $"{field}-{Id:N}" : "", reason);
        return this.Page(status);
    }
}
