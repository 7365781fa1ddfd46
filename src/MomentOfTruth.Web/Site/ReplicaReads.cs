using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Marks pages and files that may show what was so some seconds ago: their readers look at many journeys and act on none. A standby may be
/// read for them. Who may see them, and who is signed in, is always asked of the primary server.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayLagAttribute : Attribute;

/// <summary>
/// Reads what may lag from a standby, where the installation names any. Whoever has just changed something reads from the primary until
/// every standby that may be read has it.
/// </summary>
public static partial class ReplicaReads
{
    /// <summary>The cookie of a browser that has just changed something.</summary>
    public const string CookieName = "changed";

    // A browser counts whole seconds.
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>Behind whatever decides who may see the page.</summary>
    public static IApplicationBuilder UseReplicaReads(this IApplicationBuilder app) => app.Use(AnswerAsync);

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var replicas = http.RequestServices.GetRequiredService<Replicas>();
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!reads && replicas.AreNamed)
        {
            http.Response.Cookies.Append(CookieName, "1", new CookieOptions
            {
                MaxAge = replicas.LongestLag + Rounding,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
            });
        }

        var mayLag = reads && replicas.AreNamed && http.GetEndpoint()?.Metadata.GetMetadata<MayLagAttribute>() is not null
            && !http.Request.Cookies.ContainsKey(CookieName);
        if (!mayLag || await LendAsync(http, replicas) is not { } lent)
        {
            await next(http);
            return;
        }

        try
        {
            await using (lent)
            {
                await next(http);
            }
        }
        catch (Exception gone) when (!http.Response.HasStarted && StoreFailures.Of(gone) is { } failure)
        {
            Log.Gone(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ReplicaReads)), failure);
            await AnswerFromPrimaryAsync(http, next);
        }
    }

    private static Task<IAsyncDisposable?> LendAsync(HttpContext http, Replicas replicas) =>
        replicas.LendAsync(http.RequestServices.GetRequiredService<AppDbContext>(), http.RequestAborted);

    // With services of its own: what was half read from a standby counts for nothing.
    private static async Task AnswerFromPrimaryAsync(HttpContext http, RequestDelegate next)
    {
        var services = http.RequestServices;
        await using var scope = services.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await next(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "A standby could not be read, the primary server is: {Failure}")]
        public static partial void Gone(ILogger logger, StoreFailure failure);
    }
}
