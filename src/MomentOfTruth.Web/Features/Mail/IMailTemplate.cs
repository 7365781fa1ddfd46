namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Writes one kind of letter, in the language that is current.</summary>
public interface IMailTemplate
{
    Task<MailMessage> WriteAsync(MailJob order, CancellationToken cancellationToken);
}

/// <summary>A mail in plain words, to one address.</summary>
public sealed record MailMessage(string To, string Subject, string Text);

/// <summary>What is asked to be mailed. The letter itself is written when it is sent: so a link in it is fresh, however long the mail server was away.</summary>
/// <param name="To">The address as it was typed.</param>
/// <param name="Culture">The language of the page on which it was asked for.</param>
/// <param name="Journey">A journey that it is about; null for none.</param>
public sealed record MailJob(string To, string Culture, Guid? Journey = null);
