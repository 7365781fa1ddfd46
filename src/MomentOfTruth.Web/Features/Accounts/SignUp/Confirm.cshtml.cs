using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.MyJourneys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Makes the account that was signed up for, signs in, and puts the journey into it that it was made for.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ConfirmModel(AccountWriter accounts, MailedLinks links, JourneyKeeping keeping, SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<AccountText> text)
    : LinkPageModel(LinkPurpose.SignUp, links, text)
{
    protected override async Task<IActionResult> UseAsync(LinkSubject subject, CancellationToken cancellationToken)
    {
        var change = await accounts.SignUpAsync(Token!, subject, Input.Password!, cancellationToken);
        if (change.User is not { } user)
        {
            return Answer(change);
        }

        await signIn.SignInAsync(user, isPersistent: false);
        return Redirect(subject.Journey is { } journey && await keeping.AttachAsync(journey, user.Id, cancellationToken)
            ? Routes.MyJourney(journey).Page
            : Routes.MyJourneys);
    }

    protected override async Task<bool> FitsAsync(LinkSubject subject, CancellationToken cancellationToken)
    {
        return await users.FindByEmailAsync(subject.Email) is null;
    }
}
