using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Creates the account, signs in, and attaches the journey for which the person signed up.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ConfirmModel(
    AccountWriter accounts, MailedLinks links, IKeptJourneys journeys, SignInManager<User> signIn, UserManager<User> users,
    KnownBrowsers browsers, IStringLocalizer<AccountText> text)
    : LinkPageModel(LinkPurpose.SignUp, links, text)
{
    protected override async Task<IActionResult> UseAsync(LinkSubject subject, CancellationToken cancellationToken)
    {
        var change = await accounts.SignUpAsync(Token!, subject, Input.Password!, cancellationToken);
        if (change.User is not { } user)
        {
            return Refuse(change);
        }

        await signIn.SignInAsync(user, isPersistent: false);
        browsers.Remember(HttpContext, user.Id);
        return Redirect(subject.Journey is { } journey && await journeys.AttachAsync(journey, user.Id, cancellationToken)
            ? Routes.MyJourney(journey.JourneyId).Page
            : Routes.MyJourneys);
    }

    protected override async Task<bool> IsStillValidAsync(LinkSubject subject, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(subject.Email) is null;
}
