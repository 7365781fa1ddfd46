using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Answers a request that the store could not take: 503, when to try again, and one line in the log; 409 if others were writing the same.
/// </summary>
public sealed partial class Unstored(StoreHealth health, ILogger<Unstored> logger)
{
    private const string SecondsToWait = "5";

    /// <summary>The key of the shared text that tells a person what this means for what was sent.</summary>
    public static string TextOf(StoreFailure failure) => failure switch
    {
        StoreFailure.Unknown => "Error.Unknown",
        StoreFailure.Contended => "Error.Contended",
        _ => "Error.Unstored",
    };

    public static int StatusOf(StoreFailure failure) =>
        failure == StoreFailure.Contended ? StatusCodes.Status409Conflict : StatusCodes.Status503ServiceUnavailable;

    public void Answer(HttpContext http, StoreFailure failure)
    {
        http.Response.StatusCode = StatusOf(failure);
        if (failure == StoreFailure.Contended)
        {
            Log.Failed(logger, LogLevel.Information, failure);
            return;
        }

        health.Failed(failure);
        http.Response.Headers.RetryAfter = SecondsToWait;
        Log.Failed(logger, failure == StoreFailure.Damaged ? LogLevel.Critical : LogLevel.Error, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 101, Message = "The store could not take a request: {Failure}")]
        public static partial void Failed(ILogger logger, LogLevel level, StoreFailure failure);
    }
}
