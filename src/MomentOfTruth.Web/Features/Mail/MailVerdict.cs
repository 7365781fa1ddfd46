namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Whether a mail has left.</summary>
public enum MailVerdict
{
    Sent,

    /// <summary>Not yet; it is tried again.</summary>
    Later,

    /// <summary>There is no such mailbox; trying again would not help.</summary>
    Never,
}
