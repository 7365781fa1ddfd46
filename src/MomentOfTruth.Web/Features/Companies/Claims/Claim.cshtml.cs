using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// "This is my company": what the person is there and how it can be checked, for an administrator to decide; or, with a mail address at
/// the company's checked host, in at once.
/// </summary>
[PublicCompanyPage]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ClaimModel(
    ClaimQuery query, ClaimWriter writer, MailState mail, IStringLocalizer<ClaimText> text, IStringLocalizer<SharedText> shared)
    : PageModel, IKeepsInput
{
    [BindProperty]
    public ClaimInput Input { get; set; } = new();

    public ClaimStanding Standing { get; private set; } = null!;

    /// <summary>Whether the decision comes by mail too.</summary>
    public bool IsMailed => mail.IsOn;

    public async Task<IActionResult> OnGetAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (Standing.Own is { State: ClaimState.Waiting or ClaimState.Refused } claim)
        {
            Input = new ClaimInput { Position = claim.Position, Address = claim.Address, Evidence = claim.Evidence };
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string company, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        // What nobody sees says nothing.
        foreach (var (field, said) in new[] { (nameof(Input.Position), Input.Position), (nameof(Input.Evidence), Input.Evidence) })
        {
            if (!string.IsNullOrWhiteSpace(said) && !RequiredText.IsGiven(said))
            {
                ModelState.AddModelError("Input." + field, shared["Error.Required"]);
            }
        }

        if (!string.IsNullOrWhiteSpace(Input.Address) && WebHost.TryParse(Input.Address) is null)
        {
            ModelState.AddModelError("Input.Address", text["Claim.AddressWrong"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var founded = (
            NameText.Stored(Input.Position!), PlainTextAttribute.Stored(Input.Address)!, PlainTextAttribute.Stored(Input.Evidence)!);
        return await AnswerAsync(
            await writer.ClaimAsync(Standing.Company.Id, User.AccountId()!.Value, founded, cancellationToken), cancellationToken);
    }

    /// <summary>Comes in, or asks to, by the proven mail address.</summary>
    public async Task<IActionResult> OnPostMailAsync(string company, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await LoadAsync(company, cancellationToken)
            ? await AnswerAsync(
                await writer.ComeByMailAsync(Standing.Company.Id, User.AccountId()!.Value, cancellationToken), cancellationToken)
            : NotFound();
    }

    /// <param name="company">The address name of the company.</param>
    /// <param name="what">own or join.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnPostWithdrawAsync(string company, [FromForm] string? what, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (!await LoadAsync(company, cancellationToken))
        {
            return NotFound();
        }

        if (what is not ("own" or "join"))
        {
            return BadRequest();
        }

        AuditNote.Of(HttpContext).In(Standing.Company.Id).About(Standing.Email);
        await writer.WithdrawAsync(
            Standing.Company.Id, User.AccountId()!.Value, what == "own" ? ClaimKind.Own : ClaimKind.Join, cancellationToken);
        return Redirect(Routes.Claim(company));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(RouteData.Text("company"), cancellationToken) ? Page() : NotFound();

    private async Task<IActionResult> AnswerAsync(ClaimAnswer answer, CancellationToken cancellationToken)
    {
        AuditNote.Of(HttpContext).In(Standing.Company.Id).About(Standing.Email, answer == ClaimAnswer.IsOwner ? "owner" : "waits");
        switch (answer)
        {
            case ClaimAnswer.Waits:
                return Redirect(Routes.Claim(Standing.Company.Slug));
            case ClaimAnswer.IsOwner:
                return Redirect(Routes.Company(Standing.Company.Slug).Dashboard);
            default:
                // What the person may do has changed since the page was shown.
                await LoadAsync(Standing.Company.Slug, cancellationToken);
                ModelState.AddModelError("", text["Refused." + answer, CompanyClaim.MostWaiting, CompanyClaim.MostADay]);
                return this.Page(StatusCodes.Status409Conflict);
        }
    }

    private async Task<bool> LoadAsync(string company, CancellationToken cancellationToken)
    {
        if (await query.RunAsync(company, User.AccountId()!.Value, cancellationToken) is not { } standing)
        {
            return false;
        }

        Standing = standing;
        return true;
    }
}

/// <summary>What a claim is founded on.</summary>
public sealed class ClaimInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(CompanyClaim.MaxPosition)]
    public string? Position { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(CompanyClaim.MaxAddress)]
    public string? Address { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(CompanyClaim.MaxEvidence)]
    public string? Evidence { get; set; }
}
