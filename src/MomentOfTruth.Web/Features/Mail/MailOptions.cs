using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>The settings of the mail server. Without a server no mail is sent, and nothing that needs mail is offered.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender, such as <c>MomentOfTruth &lt;no-reply@example.com&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>How long an attempt may take, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>The folder to which mails are written instead of being sent; only in Development and without a server.</summary>
    public string? Folder { get; set; }
}

/// <summary>Refuses to start with incomplete settings of the mail server. Messages name the setting and never show its value.</summary>
public sealed class MailOptionsCheck(IOptions<SiteOptions> site) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            return ValidateOptionsResult.Success;
        }

        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Wrong(MailOptions options)
    {
        if (options.Port is < 1 or > IPEndPoint.MaxPort)
        {
            yield return "Mail:Port must be a port.";
        }

        if (!Enum.IsDefined(options.Security))
        {
            yield return "Mail:Security must be StartTls, Tls or None.";
        }

        if (!MailboxAddress.TryParse(options.From, out var from) || from.Domain.Length == 0)
        {
            yield return "Mail:From must be an e-mail address.";
        }

        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
        {
            yield return "Mail:User and Mail:Password belong together.";
        }

        if (!string.IsNullOrEmpty(options.Password) && options.Security == MailSecurity.None)
        {
            yield return "Mail:Password would be sent unprotected; choose another Mail:Security.";
        }

        if (options.TimeoutSeconds is < 1 or > 120)
        {
            yield return "Mail:TimeoutSeconds must be 1 to 120.";
        }

        // The address in a mail is never taken from a request, because its sender could then choose where the link leads.
        if (site.Value.BaseAddress is null)
        {
            yield return "Site:BaseAddress must be set: mails lead there.";
        }
    }
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>The server must offer STARTTLS; nothing is sent before it is encrypted.</summary>
    StartTls,

    /// <summary>The connection is encrypted from the first byte, usually on port 465.</summary>
    Tls,

    /// <summary>The connection is not protected: for a server on the same machine.</summary>
    None,
}

/// <summary>Whether this installation sends mail. Pages that need mail say so if it does not.</summary>
public sealed record MailState(bool IsOn);
