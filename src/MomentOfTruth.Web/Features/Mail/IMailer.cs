namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Where mail leaves the process.</summary>
public interface IMailer
{
    /// <param name="id">Stays the same when a letter is sent again: receivers can tell that it is the same one.</param>
    /// <param name="letter">What is sent.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailResult> SendAsync(Guid id, MailMessage letter, CancellationToken cancellationToken);
}

/// <summary>What became of an attempt to send a mail.</summary>
/// <param name="Verdict">What to do next.</param>
/// <param name="Reason">In words without any address; null if it was sent.</param>
public sealed record MailResult(MailVerdict Verdict, string? Reason = null)
{
    public static MailResult Sent { get; } = new(MailVerdict.Sent);
}

/// <summary>Whether a mail has left.</summary>
public enum MailVerdict
{
    Sent,

    /// <summary>Not yet; it is tried again.</summary>
    Later,

    /// <summary>There is no such mailbox; trying again would not help.</summary>
    Never,
}
