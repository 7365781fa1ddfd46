using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The passkeys of one's own account, and a new one.</summary>
[RecentlyProved]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PasskeysModel(
    UserManager<User> users, PasskeyDoor passkeys, Sessions sessions, IStringLocalizer<PasskeyText> text) : PageModel, IKeepsInput
{
    public const string DoneName = "done", AddedDone = "added", ChangedDone = "changed", RemovedDone = "removed";

    /// <summary>More than anybody has devices.</summary>
    public const int Most = 20, MaxName = 60;

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Names what was done just before this page was opened.</summary>
    [BindProperty(Name = DoneName, SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var (browser, device) = BrowserName.Of(Request.Headers.UserAgent);
        Name = device ?? browser;
        return RenderAgainAsync(cancellationToken);
    }

    /// <summary>What the browser needs to make a passkey.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        AuditNote.Of(HttpContext).Idle();
        return await users.GetUserAsync(User) is { } user
            ? Content(await passkeys.AskForNewAsync(user), "application/json")
            : Challenge();
    }

    /// <summary>Adds the passkey that the browser has made.</summary>
    /// <param name="credential">What the browser answered.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken cancellationToken)
    {
        Done = null;
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        if (PasskeyNames.Refusal(Name, text) is { } refusal)
        {
            ModelState.AddModelError(nameof(Name), refusal);
        }
        else if ((await users.GetPasskeysAsync(user)).Count >= Most)
        {
            ModelState.AddModelError("", text["Passkeys.Most", Most]);
        }
        else if (!await passkeys.AddAsync(user, credential, PlainTextAttribute.Stored(Name)!))
        {
            ModelState.AddModelError("", text["Passkey.NotMade"]);
        }

        if (!ModelState.IsValid)
        {
            var page = await RenderAgainAsync(cancellationToken);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return page;
        }

        // Whoever has just made one has shown finger, face or PIN.
        await sessions.ProveAsync(HttpContext, SessionProof.Passkey);
        return Redirect(Routes.Passkeys.With((DoneName, AddedDone)));
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } user)
        {
            return Challenge();
        }

        Passkeys = [.. (await users.GetPasskeysAsync(user)).OrderBy(p => p.CreatedAt)];
        return Page();
    }

    /// <summary>Stands for the passkey in addresses.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);
}

/// <summary>The names that people give their passkeys.</summary>
public static class PasskeyNames
{
    /// <summary>Says why the name is refused; null for a good one.</summary>
    public static string? Refusal(string? name, IStringLocalizer<PasskeyText> text) =>
        !RequiredText.IsGiven(name) ? text["Passkey.NameNeeded"].Value
        : PlainTextAttribute.Refusal(name, PasskeysModel.MaxName) is not null ? text["Passkey.NameWrong", PasskeysModel.MaxName].Value
        : null;
}
