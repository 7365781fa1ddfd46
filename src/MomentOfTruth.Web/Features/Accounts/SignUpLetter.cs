using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The answer to whoever wants an account: the link that makes it, or, to whoever has one, how to come in. Only the mailbox learns which.</summary>
public sealed class SignUpLetter(UserManager<User> users, MailedLinks links, SiteAddress site, IStringLocalizer<MailText> text) : ILetterWriter
{
    public async Task<Letter> WriteAsync(MailOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (await users.FindByEmailAsync(order.To) is not null)
        {
            return new Letter(order.To, text["Known.Subject"], text["Known.Body", site.Of(Paths.To("sign-in")), site.Of(Paths.To("forgot-password"))]);
        }

        var link = await links.IssueAsync(LinkPurpose.SignUp, new LinkSubject(order.To, order.Journey), cancellationToken);
        return new Letter(order.To, text["SignUp.Subject"], text["SignUp.Body", site.Of(Paths.To("sign-up", "confirm").With(("token", link)))]);
    }
}
