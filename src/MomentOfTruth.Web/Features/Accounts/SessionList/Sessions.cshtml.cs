using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Where the person is signed in, and signs out one of them or all others.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SessionsModel(Sessions sessions, IStringLocalizer<SessionText> text) : PageModel
{
    public const string DoneName = "done", OneDone = "one", OthersDone = "others";

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    /// <summary>Names what was done just before this page was opened.</summary>
    [BindProperty(Name = DoneName, SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Says of a session which one is looking at it.</summary>
    public bool IsThis(Session session) => session.KeyHash.AsSpan().SequenceEqual(CurrentSession.Of(HttpContext)!.KeyHash);

    /// <summary>The browser and what it runs on, as far as they are known.</summary>
    public string WordsOf(Session session) => session switch
    {
        { Browser: { } browser, Device: { } device } => text["Sessions.BrowserOn", browser, device],
        { Browser: { } known } => known,
        { Device: { } known } => known,
        _ => text["Sessions.Unknown"],
    };

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Sessions = await sessions.OfAsync(User.AccountId()!.Value, cancellationToken);

    /// <summary>Signs out one of them.</summary>
    /// <param name="session">Which, as the page named it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IActionResult> OnPostEndAsync([FromForm] string? session, CancellationToken cancellationToken)
    {
        if (!TryRead(session, out var hash))
        {
            return BadRequest();
        }

        // One that has ended meanwhile is where the person wanted it.
        await sessions.EndAsync(User.AccountId()!.Value, hash, cancellationToken);
        return Redirect(Routes.Sessions.With((DoneName, OneDone)));
    }

    public async Task<IActionResult> OnPostOthersAsync()
    {
        await sessions.EndOthersAsync(HttpContext, User.AccountId()!.Value);
        return Redirect(Routes.Sessions.With((DoneName, OthersDone)));
    }

    private static bool TryRead(string? hex, out byte[] hash)
    {
        hash = hex is { Length: 64 } && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : [];
        return hash.Length > 0;
    }
}
