using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Lets people in who have proved who they are, whichever way they did, and says where they go on. Every way in asks here whether the
/// account is open at all.
/// </summary>
public sealed class Entrance(
    SignInManager<User> signIn, UserManager<User> users, Sessions sessions, KnownBrowsers browsers, AccountQuery accounts,
    IKeptJourneys journeys)
{
    /// <summary>Whether the account may be signed in to: its address is confirmed, and it is not closed.</summary>
    public async Task<bool> IsOpenToAsync(User user) => await signIn.CanSignInAsync(user) && !await users.IsLockedOutAsync(user);

    /// <summary>Begins a session, attaches the journey for which the person signed in, and returns where the person goes on.</summary>
    /// <param name="http">The request of the last step.</param>
    /// <param name="user">Whose account it is.</param>
    /// <param name="proof">How the person proved to be its owner.</param>
    /// <param name="arrival">Why the person signs in.</param>
    /// <param name="isRemembered">Whether the cookie outlives the browser's window.</param>
    public async Task<string> EnterAsync(HttpContext http, User user, SessionProof proof, Arrival arrival, bool isRemembered = false)
    {
        AuditNote.Of(http).About(user.Email, proof.ToString());
        sessions.Proof = proof;
        await signIn.SignInAsync(user, isRemembered);
        sessions.Proof = null;
        browsers.Remember(http, user.Id);
        var kept = await OpenedAsync(http, arrival);
        if (kept is { } journey)
        {
            await journeys.AttachAsync(journey, user.Id, http.RequestAborted);
        }

        return await NextAsync(http, user.Id, kept, arrival.ReturnUrl);
    }

    /// <summary>Where somebody goes on who is signed in already.</summary>
    public async Task<string> NextAsync(HttpContext http, Guid accountId, Arrival arrival) =>
        await NextAsync(http, accountId, await OpenedAsync(http, arrival), arrival.ReturnUrl);

    private async Task<JourneyKey?> OpenedAsync(HttpContext http, Arrival arrival) =>
        arrival.Keep is { } journey ? await journeys.OpenedAsync(http, journey, http.RequestAborted) : null;

    // Members of companies go on to their companies, customers to their journeys.
    private async Task<string> NextAsync(HttpContext http, Guid accountId, JourneyKey? kept, string? returnUrl) =>
        kept is { } journey ? Routes.MyJourney(journey.JourneyId).Page
        : RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl!
        : await accounts.IsStaffAsync(accountId, http.RequestAborted) ? Routes.Companies
        : Routes.MyJourneys;
}

/// <summary>Why somebody signs in.</summary>
/// <param name="Keep">A journey to attach to the account; null for none.</param>
/// <param name="ReturnUrl">The page that asked for it; null for none.</param>
public readonly record struct Arrival(Guid? Keep, string? ReturnUrl)
{
    /// <summary>The same address with what the arrival is about.</summary>
    public string On(string path) => path.With(("keep", Keep?.ToString()), ("returnUrl", ReturnUrl));
}
