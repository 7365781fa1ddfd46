using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The answer to whoever has forgotten a password: the link to a new one, or that there is no account. Only the mailbox learns which.</summary>
public sealed class ForgottenPasswordLetter(UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text) : ILetterWriter
{
    public async Task<Letter> WriteAsync(MailOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (await users.FindByEmailAsync(order.To) is not { } user)
        {
            return new Letter(order.To, text["Unknown.Subject"], text["Unknown.Body", site.Of(Paths.To("sign-up"))]);
        }

        // To the address that the account has, not to one that is merely looked up alike.
        var link = await links.IssueAsync(LinkPurpose.NewPassword, new LinkSubject(user.Email!, null, user.SecurityStamp), cancellationToken);
        return new Letter(user.Email!, text["Forgot.Subject"], text["Forgot.Body", site.Of(Paths.To("forgot-password", "new").With(("token", link)))]);
    }
}
