using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Signs in with e-mail and password. An unknown address, a wrong password and a closed account get the same answer after the same work.
/// </summary>
[AllowAnonymous]
[Audited]
public sealed class SignInModel(
    SignInManager<User> signIn, UserManager<User> users, AccountQuery accounts, IKeptJourneys journeys, SignInThrottle throttle,
    KnownBrowsers browsers, MailState mail, IStringLocalizer<AccountText> text)
    : PageModel, IKeepsInput
{
    public const string NoticeName = "notice", PasswordNotice = "password", DeletedNotice = "deleted";

    // Verified for unknown addresses, so that they take as long as known ones.
    private static string? _dummyHash;

    [BindProperty]
    public SignInInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A journey to attach to the account after signing in; null for none.</summary>
    [BindProperty(Name = "keep", SupportsGet = true)]
    public Guid? Keep { get; set; }

    /// <summary>Names what was done just before this page was opened.</summary>
    [BindProperty(Name = NoticeName, SupportsGet = true)]
    public string? Notice { get; set; }

    /// <summary>Whether a form was sent after the session had ended, and waits to be sent again.</summary>
    public bool HasKeptForm => KeptForms.IsIn(ReturnUrl);

    /// <summary>The key of the message about it; null for none.</summary>
    public string? NoticeKey => HttpMethods.IsGet(Request.Method)
        ? Notice switch { PasswordNotice => "SignIn.NewPassword", DeletedNotice => "SignIn.Deleted", _ => null }
        : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        User.AccountId() is { } account
            ? LocalRedirect(await NextAsync(account, await OpenedAsync(cancellationToken), cancellationToken))
            : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        var user = await users.FindByEmailAsync(Input.Email!);
        var taken = await throttle.TakeAsync(HttpContext, Input.Email!, user?.Id, cancellationToken);
        if (taken.Wait is { } wait)
        {
            Limits.RetryAfter(Response, wait);
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (user is null or { DisabledAtUtc: not null } or { PasswordHash: null } || !taken.IsAllowed || await users.IsLockedOutAsync(user))
        {
            _dummyHash ??= users.PasswordHasher.HashPassword(new User(), Guid.NewGuid().ToString());
            users.PasswordHasher.VerifyHashedPassword(new User(), _dummyHash, Input.Password!);
            return Refuse();
        }

        var result = await signIn.PasswordSignInAsync(user, Input.Password!, Input.Remember, lockoutOnFailure: false);
        if (!result.Succeeded)
        {
            return Refuse();
        }

        await throttle.GiveBackAsync(taken, cancellationToken);
        browsers.Remember(HttpContext, user.Id);
        var kept = await OpenedAsync(cancellationToken);
        if (kept is { } journey)
        {
            await journeys.AttachAsync(journey, user.Id, cancellationToken);
        }

        return LocalRedirect(await NextAsync(user.Id, kept, cancellationToken));
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    private async Task<JourneyKey?> OpenedAsync(CancellationToken cancellationToken) =>
        Keep is { } journey ? await journeys.OpenedAsync(HttpContext, journey, cancellationToken) : null;

    // Members of companies go on to their companies, customers to their journeys.
    private async Task<string> NextAsync(Guid account, JourneyKey? kept, CancellationToken cancellationToken) =>
        kept is { } journey ? Routes.MyJourney(journey.JourneyId).Page
        : Url.IsLocalUrl(ReturnUrl) ? ReturnUrl
        : await accounts.IsStaffAsync(account, cancellationToken) ? Routes.Companies
        : Routes.MyJourneys;

    private PageResult Refuse()
    {
        ModelState.AddModelError("", text[mail.IsOn ? "SignIn.FailedMail" : "SignIn.Failed"]);
        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>The sign-in form.</summary>
public sealed class SignInInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(256)]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(128)]
    public string? Password { get; set; }

    public bool Remember { get; set; }
}
