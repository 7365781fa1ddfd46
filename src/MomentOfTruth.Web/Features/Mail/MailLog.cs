namespace MomentOfTruth.Web.Features.Mail;

internal static partial class MailLog
{
    [LoggerMessage(EventId = 601, Level = LogLevel.Information, Message = "Mail {MailId} sent at attempt {Attempt}")]
    public static partial void Sent(this ILogger logger, Guid mailId, int attempt);

    [LoggerMessage(EventId = 602, Level = LogLevel.Warning, Message = "Mail {MailId} not sent at attempt {Attempt}: {Reason}; next at {Next}")]
    public static partial void Postponed(this ILogger logger, Guid mailId, int attempt, string reason, DateTime next);

    [LoggerMessage(EventId = 603, Level = LogLevel.Error, Message = "Mail {MailId} given up at attempt {Attempt}: {Reason}")]
    public static partial void GivenUp(this ILogger logger, Guid mailId, int attempt, string reason);

    [LoggerMessage(EventId = 604, Level = LogLevel.Error, Message = "The outbox could not be emptied: {Reason}")]
    public static partial void Failed(this ILogger logger, string reason);
}
