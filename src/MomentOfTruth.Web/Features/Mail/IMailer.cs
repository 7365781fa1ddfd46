namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Sends mail out of the process.</summary>
public interface IMailer
{
    /// <param name="id">Stays the same at every attempt, so that receivers can tell that it is the same mail.</param>
    /// <param name="mail">The mail to send.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailResult> SendAsync(Guid id, MailMessage mail, CancellationToken cancellationToken);
}

/// <summary>The result of an attempt to send a mail.</summary>
/// <param name="Verdict">What to do next.</param>
/// <param name="Reason">Why it was not sent, without any address; null if it was sent.</param>
public sealed record MailResult(MailVerdict Verdict, string? Reason = null)
{
    public static MailResult Sent { get; } = new(MailVerdict.Sent);
}

/// <summary>Whether a mail was sent, and if not, whether to try again.</summary>
public enum MailVerdict
{
    Sent,

    /// <summary>Not yet; to be tried again.</summary>
    Later,

    /// <summary>Not at all, and nobody misses it: what it was to say has been taken back.</summary>
    Unwanted,

    /// <summary>Never; trying again would not help, because there is no such mailbox, for example.</summary>
    Never,
}
