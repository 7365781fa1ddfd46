using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>Answers a request that the store could not take: 503, when to try again, and one line in the log.</summary>
public sealed partial class Unstored(StoreHealth health, ILogger<Unstored> logger)
{
    private const string SecondsToWait = "5";

    /// <summary>The key of the shared text that tells a person what this means for what was sent.</summary>
    public static string TextOf(StoreFailure failure) => failure == StoreFailure.Unknown ? "Error.Unknown" : "Error.Unstored";

    public void Answer(HttpContext http, StoreFailure failure)
    {
        health.Failed(failure);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = SecondsToWait;
        Log.Failed(logger, failure == StoreFailure.Damaged ? LogLevel.Critical : LogLevel.Error, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 101, Message = "The store could not take a request: {Failure}")]
        public static partial void Failed(ILogger logger, LogLevel level, StoreFailure failure);
    }
}
