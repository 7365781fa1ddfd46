using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The second step of a sign-in: a code of the authenticator app, or a recovery code.</summary>
[AllowAnonymous]
[Audited("SignIn")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SecondStepModel(
    SecondSteps steps, SecondFactors factors, SignInThrottle throttle, Entrance entrance, IStringLocalizer<SecondFactorText> text)
    : PageModel, IKeepsInput
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(Name = "keep", SupportsGet = true)]
    public Guid? Keep { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(40)]
    public string? Code { get; set; }

    private Arrival Arrival => new(Keep, ReturnUrl);

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear();
        return await steps.OfAsync(HttpContext) is null ? Again() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await steps.OfAsync(HttpContext) is not var (user, isRemembered) || !await entrance.IsOpenToAsync(user))
        {
            return Again();
        }

        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var taken = await throttle.TakeCodeAsync(HttpContext, user.Id, cancellationToken);
        if (!taken.IsAllowed || !await factors.UseAsync(user.Id, Code!, cancellationToken))
        {
            ModelState.AddModelError(nameof(Code), text[taken.IsAllowed ? "Step.Wrong" : "Step.Locked"]);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        await throttle.GiveBackAsync(taken, cancellationToken);
        steps.End(HttpContext);
        return LocalRedirect(await entrance.EnterAsync(HttpContext, user, SessionProof.Code, Arrival, isRemembered));
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    private RedirectResult Again() => Redirect(Arrival.On(Routes.SignIn));
}
