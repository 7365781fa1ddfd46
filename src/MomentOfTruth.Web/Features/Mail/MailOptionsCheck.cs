using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Refuses to start with half a mail server. What is wrong is said by its name, never by its value.</summary>
public sealed class MailOptionsCheck(IOptions<SiteOptions> site) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
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

        // The address in a mail is never taken from a request: whoever asks for a mail would choose where its link leads.
        if (site.Value.BaseAddress is null)
        {
            yield return "Site:BaseAddress must be set: mails lead there.";
        }
    }
}
