namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Where mail leaves the process.</summary>
public interface IMailer
{
    /// <param name="id">Stays the same when a letter is sent again: receivers can tell that it is the same one.</param>
    /// <param name="letter">What is sent.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailResult> SendAsync(Guid id, Letter letter, CancellationToken cancellationToken);
}
