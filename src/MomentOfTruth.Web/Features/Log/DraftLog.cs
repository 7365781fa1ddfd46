namespace MomentOfTruth.Web.Features.Log;

internal static partial class DraftLog
{
    [LoggerMessage(EventId = 501, Level = LogLevel.Error, Message = "What is past its time could not be thrown away: {Reason}")]
    public static partial void NotSwept(this ILogger logger, string reason);
}
