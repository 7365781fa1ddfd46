using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// The log: readable text in Development, compact JSON elsewhere. A request is logged by the template of its route and never by its path
/// or query, which may hold secrets. Texts of customers are never logged.
/// </summary>
public static class RequestLog
{
    private const string UnknownRoute = "(none)";

    /// <param name="commandError">Where a command's log goes, since its standard output is its result; null for the server.</param>
    public static void AddRequestLog(this WebApplicationBuilder builder, TextWriter? commandError)
    {
        // The static logger is left alone: two hosts in one process, as in tests, would write into each other's.
        builder.Services.AddSerilog(log =>
        {
            log.ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext().Enrich.With<WithoutPaths>();
            if (builder.Environment.IsDevelopment())
            {
                log.WriteTo.Console(
                    formatProvider: CultureInfo.InvariantCulture,
                    standardErrorFromLevel: commandError is null ? null : LogEventLevel.Verbose);
            }
            else if (commandError is null)
            {
                log.WriteTo.Console(new CompactJsonFormatter());
            }
            else
            {
                log.WriteTo.Sink(new LineSink(commandError));
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
        options.GetLevel = (http, _, error) =>
            error is not null || http.Response.StatusCode is >= 500 and not 503 ? LogEventLevel.Error : LogEventLevel.Information;
    });

    // An error page is shown in place of the requested page; the log names the route of the requested one.
    internal static string RouteOf(HttpContext http)
    {
        var asked = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint
            ?? http.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint
            ?? http.GetEndpoint();
        return (asked as RouteEndpoint)?.RoutePattern.RawText ?? UnknownRoute;
    }

    // The framework adds the path to every event of a request, and routing adds parts of it when it explains its choice.
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

    // The console's sink writes to the console of the process, which need not be the one that the command was given.
    private sealed class LineSink(TextWriter writer) : ILogEventSink
    {
        private readonly CompactJsonFormatter _formatter = new();

        public void Emit(LogEvent logEvent)
        {
            var line = new StringWriter(CultureInfo.InvariantCulture);
            _formatter.Format(logEvent, line);
            writer.Write(line.ToString());
        }
    }
}
