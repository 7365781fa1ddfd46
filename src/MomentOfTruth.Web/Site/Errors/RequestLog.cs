using Microsoft.AspNetCore.Diagnostics;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// The log: readable in Development, compact JSON elsewhere. A request is logged by the template of its route, never by its path or query,
/// which may hold keys; no text of a customer is ever logged.
/// </summary>
public static class RequestLog
{
    private const string UnknownRoute = "(none)";

    /// <param name="toStandardError">For commands, whose standard output is their result.</param>
    public static void AddRequestLog(this WebApplicationBuilder builder, bool toStandardError)
    {
        LogEventLevel? standardError = toStandardError ? LogEventLevel.Verbose : null;
        // Not in the static logger: two hosts in one process, as in tests, would write into each other's.
        builder.Services.AddSerilog(log =>
        {
            log.ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext().Enrich.With<WithoutPaths>();
            if (builder.Environment.IsDevelopment())
            {
                log.WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture, standardErrorFromLevel: standardError);
            }
            else
            {
                log.WriteTo.Console(new CompactJsonFormatter(), standardErrorFromLevel: standardError);
            }
        }, preserveStaticLogger: true);
    }

    public static IApplicationBuilder UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{Method} {Route} {StatusCode} in {Elapsed:0} ms";
        options.GetMessageTemplateProperties = (http, _, elapsed, status) =>
        [
            new LogEventProperty("Method", new ScalarValue(http.Request.Method)),
            new LogEventProperty("Route", new ScalarValue(RouteOf(http))),
            new LogEventProperty("StatusCode", new ScalarValue(status)),
            new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
        ];
        options.GetLevel = (http, _, error) => error is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error : LogEventLevel.Information;
    });

    // An error page is drawn in place of the page that was asked for; the latter's route is the one to know.
    private static string RouteOf(HttpContext http)
    {
        var asked = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint
            ?? http.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint
            ?? http.GetEndpoint();
        return (asked as RouteEndpoint)?.RoutePattern.RawText ?? UnknownRoute;
    }

    // The framework puts the path into every event of a request, and routing, where it tells why it took no other route, parts of it.
    private sealed class WithoutPaths : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            logEvent.RemovePropertyIfPresent("RequestPath");
            logEvent.RemovePropertyIfPresent("Path");
            logEvent.RemovePropertyIfPresent("RouteValue");
            logEvent.RemovePropertyIfPresent("QueryString");
        }
    }
}
