using MimeKit;
using MimeKit.Text;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Builds MIME messages. The library encodes every header, so that no text can become a header or a recipient.</summary>
public static class MailMessages
{
    public static MimeMessage Of(Guid id, MailMessage mail, MailboxAddress from)
    {
        var message = new MimeMessage
        {
            MessageId = $"{id:N}@{from.Domain}",
            Subject = mail.Subject.ReplaceLineEndings(" "),
            Body = new TextPart(TextFormat.Plain) { Text = mail.Text },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", mail.To));

        // Tells out-of-office responders not to answer.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
