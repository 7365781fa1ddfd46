namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Who decided what, for whoever has to account for it. What customers wrote is not in it.</summary>
internal static partial class ModerationLog
{
    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "Publication {PublicationId}: {Decision} by {AccountId}")]
    public static partial void Decided(this ILogger logger, Guid publicationId, string decision, Guid? accountId);
}
