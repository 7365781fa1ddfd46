using MimeKit;
using MimeKit.Text;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Letters as mail. Every header goes through the library's encoding, so that no text can become a header or a recipient.</summary>
public static class MailMessages
{
    public static MimeMessage Of(Guid id, MailMessage letter, MailboxAddress from)
    {
        var message = new MimeMessage
        {
            MessageId = $"{id:N}@{from.Domain}",
            Subject = letter.Subject.ReplaceLineEndings(" "),
            Body = new TextPart(TextFormat.Plain) { Text = letter.Text },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", letter.To));

        // Nobody's "I am on holiday" comes back.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
