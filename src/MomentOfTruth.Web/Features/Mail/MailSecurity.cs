namespace MomentOfTruth.Web.Features.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>The server must offer STARTTLS; nothing is sent before it is encrypted.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte, usually on port 465.</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}
