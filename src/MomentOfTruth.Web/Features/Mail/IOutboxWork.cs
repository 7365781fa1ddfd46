namespace MomentOfTruth.Web.Features.Mail;

/// <summary>
/// Work of the outbox that is no mail, registered under its kind: claimed, tried again and given up as mails are, and done without a mail
/// server.
/// </summary>
public interface IOutboxWork
{
    Task<MailResult> DoAsync(MailJob job, CancellationToken cancellationToken);
}

/// <summary>A kind of <see cref="IOutboxWork"/> that this installation does.</summary>
public sealed record OutboxWorkKind(string Kind);
