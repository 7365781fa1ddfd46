namespace MomentOfTruth.Web.Features.Mail;

/// <summary>The mail server. Without one no mail is sent, and nothing that needs mail is offered.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Who writes, such as <c>MomentOfTruth &lt;no-reply@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>How long the server may be silent.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>In Development, without a server: where mails are written instead of being sent.</summary>
    public string? Folder { get; set; }
}
