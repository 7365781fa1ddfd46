using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace MomentOfTruth.Web.Features.Mail;

/// <summary>Sends mail through the configured mail server.</summary>
public sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    private readonly MailOptions _options = options.Value;

    public async Task<MailResult> SendAsync(Guid id, MailMessage mail, CancellationToken cancellationToken)
    {
        var message = MailMessages.Of(id, mail, MailboxAddress.Parse(_options.From!));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        try
        {
            await SendAsync(message, timeout.Token);
            return MailResult.Sent;
        }
        catch (SmtpCommandException refused)
            when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500)
        {
            return new MailResult(MailVerdict.Never, $"{refused.ErrorCode}, {(int)refused.StatusCode}");
        }
        catch (SmtpCommandException refused)
        {
            return new MailResult(MailVerdict.Later, $"{refused.ErrorCode}, {(int)refused.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MailResult(MailVerdict.Later, "no answer in time");
        }
        catch (Exception failure) when (failure is IOException or SocketException or TimeoutException or ProtocolException
            or AuthenticationException or SslHandshakeException or NotSupportedException or ServiceNotConnectedException)
        {
            // Only the type of the error is logged, because its message may hold the address.
            return new MailResult(MailVerdict.Later, failure.GetType().Name);
        }
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        using var smtp = new SmtpClient { Timeout = _options.TimeoutSeconds * 1000 };
        await smtp.ConnectAsync(_options.Host!, _options.Port, SocketOptions(_options.Security), cancellationToken);
        if (!string.IsNullOrEmpty(_options.User))
        {
            await smtp.AuthenticateAsync(_options.User, _options.Password!, cancellationToken);
        }

        await smtp.SendAsync(message, cancellationToken);
        await smtp.DisconnectAsync(quit: true, cancellationToken);
    }

    private static SecureSocketOptions SocketOptions(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
