namespace MomentOfTruth.Web.Features.Mail;

/// <summary>What is asked to be mailed. The letter itself is written when it is sent: so a link in it is fresh, however long the mail server was away.</summary>
/// <param name="To">The address as it was typed.</param>
/// <param name="Culture">The language of the page on which it was asked for.</param>
/// <param name="Journey">A journey that it is about; null for none.</param>
public sealed record MailOrder(string To, string Culture, Guid? Journey = null);
