using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Sets up an authenticator app for one's own account, shows its recovery codes once, and turns it off again.</summary>
[RecentlyProved]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SecondFactorModel(
    UserManager<User> users, SecondFactors factors, SignInThrottle throttle, PasswordCheck check, Sessions sessions,
    IStringLocalizer<SecondFactorText> text)
    : PageModel, IKeepsInput
{
    public const string DoneName = "done", OffDone = "off";

    private const int MaxCode = 40;

    /// <summary>The key of the app that is being set up, sealed: it is stored once a code of it was right.</summary>
    [BindProperty]
    public string? Setup { get; set; }

    /// <summary>A code of the app that is being set up.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The password or a code, to turn it off.</summary>
    [BindProperty]
    public string? PasswordOrCode { get; set; }

    /// <summary>Names what was done just before this page was opened.</summary>
    [BindProperty(Name = DoneName, SupportsGet = true)]
    public string? Done { get; set; }

    public bool IsOn { get; private set; }

    /// <summary>How many recovery codes are left.</summary>
    public int Left { get; private set; }

    /// <summary>The recovery codes, where they have just been made; empty if not.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The key in groups of four letters.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What the QR code says.</summary>
    public string Address { get; private set; } = "";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => RenderAgainAsync(cancellationToken);

    /// <summary>Turns it on, with a code that shows that the app has the key.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var account = User.AccountId()!.Value;
        if (factors.KeyOf(Setup) is null)
        {
            // Keys of the installation were lost meanwhile; the page shows another.
            Setup = null;
            return await RefuseAsync(nameof(Code), text["Setup.Stale"], cancellationToken);
        }

        if (!RequiredText.IsGiven(Code) || Code!.Length > MaxCode)
        {
            return await RefuseAsync(nameof(Code), text["Setup.CodeNeeded"], cancellationToken);
        }

        var taken = await throttle.TakeCodeAsync(HttpContext, account, cancellationToken);
        if (!taken.IsAllowed || await factors.TurnOnAsync(account, Setup!, Code, cancellationToken) is not { } codes)
        {
            return await RefuseAsync(nameof(Code), text[taken.IsAllowed ? "Setup.Wrong" : "Step.Locked"], cancellationToken);
        }

        await throttle.GiveBackAsync(taken, cancellationToken);
        await sessions.ProveAsync(HttpContext, SessionProof.Code);
        return await ShowAsync(codes, cancellationToken);
    }

    /// <summary>Makes new recovery codes.</summary>
    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancellationToken)
    {
        var account = User.AccountId()!.Value;
        return await factors.IsOnAsync(account, cancellationToken)
            ? await ShowAsync(await factors.RenewAsync(account, cancellationToken), cancellationToken)
            : Redirect(Routes.SecondFactor);
    }

    /// <summary>Turns it off, with the password or a code.</summary>
    public async Task<IActionResult> OnPostOffAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        if (!RequiredText.IsGiven(PasswordOrCode) || PasswordOrCode!.Length > PasswordRules.MaxLength)
        {
            return await RefuseAsync(nameof(PasswordOrCode), text["Off.Needed"], cancellationToken);
        }

        var taken = await throttle.TakeCodeAsync(HttpContext, user.Id, cancellationToken);
        if (!taken.IsAllowed)
        {
            return await RefuseAsync(nameof(PasswordOrCode), text["Step.Locked"], cancellationToken);
        }

        if (!await factors.UseAsync(user.Id, PasswordOrCode, cancellationToken)
            && (user.PasswordHash is null || await check.RefusalAsync(HttpContext, user, PasswordOrCode) is not null))
        {
            return await RefuseAsync(nameof(PasswordOrCode), text["Off.Wrong"], cancellationToken);
        }

        await throttle.GiveBackAsync(taken, cancellationToken);
        await factors.TurnOffAsync(user.Id, cancellationToken);
        return Redirect(Routes.SecondFactor.With((DoneName, OffDone)));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        IsOn = await factors.IsOnAsync(user.Id, cancellationToken);
        Left = IsOn ? await factors.LeftAsync(user.Id, cancellationToken) : 0;
        if (!IsOn)
        {
            Setup = factors.KeyOf(Setup) is null ? factors.NewSealedKey() : Setup;
            var key = factors.KeyOf(Setup)!;
            Key = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
            Address = SecondFactors.AddressOf(key, user.Email!);
        }

        return Page();
    }

    private async Task<IActionResult> ShowAsync(IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        RecoveryCodes = codes;
        return await RenderAgainAsync(cancellationToken);
    }

    private async Task<IActionResult> RefuseAsync(string field, string words, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(field, words);
        var page = await RenderAgainAsync(cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
