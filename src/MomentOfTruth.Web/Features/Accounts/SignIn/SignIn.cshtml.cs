using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Signs in with e-mail and password. An unknown address, a wrong password and a closed account get the same answer after the same work.
/// </summary>
[AllowAnonymous]
[Audited("SignIn")]
public sealed class SignInModel(
    SignInManager<User> signIn, UserManager<User> users, Entrance entrance, SignInThrottle throttle, SecondFactors factors,
    SecondSteps steps, PasskeyDoor passkeys, ProviderState provider, MailState mail, IStringLocalizer<AccountText> text)
    : PageModel, IKeepsInput
{
    public const string
        NoticeName = "notice", PasswordNotice = "password", DeletedNotice = "deleted", EmailNotice = "email", ProviderNotice = "provider",
        UnverifiedNotice = "unverified";

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
        ? Notice switch
        {
            PasswordNotice => "SignIn.NewPassword",
            DeletedNotice => "SignIn.Deleted",
            EmailNotice => "SignIn.NewEmail",
            _ => null,
        }
        : null;

    /// <summary>The key of what went wrong at the identity provider; null if nothing did.</summary>
    public string? TroubleKey => HttpMethods.IsGet(Request.Method)
        ? Notice switch { ProviderNotice => "SignIn.ProviderFailed", UnverifiedNotice => "SignIn.ProviderUnverified", _ => null }
        : null;

    /// <summary>The name of the identity provider; null without one.</summary>
    public string? Provider => provider.Name;

    public Arrival Arrival => new(Keep, ReturnUrl);

    public async Task<IActionResult> OnGetAsync() =>
        User.AccountId() is { } account ? LocalRedirect(await entrance.NextAsync(HttpContext, account, Arrival)) : Page();

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

        if (!(await signIn.CheckPasswordSignInAsync(user, Input.Password!, lockoutOnFailure: false)).Succeeded)
        {
            return Refuse();
        }

        await throttle.GiveBackAsync(taken, cancellationToken);
        if (await factors.IsOnAsync(user.Id, cancellationToken))
        {
            steps.Begin(HttpContext, user, Input.Remember);
            return Redirect(Arrival.On(Routes.SecondStep));
        }

        return LocalRedirect(await entrance.EnterAsync(HttpContext, user, SessionProof.Password, Arrival, Input.Remember));
    }

    /// <summary>What the browser needs to ask for a passkey, of whoever is there.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        ModelState.Clear();
        return Content(await passkeys.AskAsync(user: null), "application/json");
    }

    /// <summary>Signs in the person whose passkey the browser shows.</summary>
    /// <param name="credential">What the browser answered.</param>
    public async Task<IActionResult> OnPostPasskeyAsync([FromForm] string? credential)
    {
        ModelState.Clear();
        if (await passkeys.OwnerAsync(credential) is { } owner && await entrance.IsOpenToAsync(owner))
        {
            return LocalRedirect(await entrance.EnterAsync(HttpContext, owner, SessionProof.Passkey, Arrival));
        }

        ModelState.AddModelError("", text["SignIn.PasskeyRefused"]);
        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

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
