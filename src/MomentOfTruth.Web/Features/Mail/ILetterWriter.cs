namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Writes one kind of letter, in the language that is current.</summary>
public interface ILetterWriter
{
    Task<Letter> WriteAsync(MailOrder order, CancellationToken cancellationToken);
}
