using System.Diagnostics;
using MomentOfTruth.Web.Data;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Metrics and traces of OpenTelemetry. Nothing is measured for anybody and nothing leaves unless the settings name a collector, to which
/// both are sent, or a token, with which Prometheus may read the metrics at <see cref="Path"/>.
/// </summary>
public static class Telemetry
{
    /// <summary>The setting that names the collector: the one that all programs with OpenTelemetry have.</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where Prometheus reads.</summary>
    public const string Path = "/metrics";

    private const string Service = "momentoftruth", Driver = "Npgsql";

    private static readonly string[] OfPeople =
        ["url.query", "url.full", "user_agent.original", "client.address", "network.peer.address", "network.peer.port"];

    private static readonly string[] Meters =
    [
        Instruments.Name, Driver, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var (reads, sends) = (IsRead(configuration), !string.IsNullOrWhiteSpace(configuration[Collector]));
        if (!reads && !sends)
        {
            return services;
        }

        // What the operator says in OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES comes last and holds.
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(Service).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter(Meters));
        services.AddHostedService<StoreFigures>();
        if (reads)
        {
            telemetry.WithMetrics(metrics => metrics.AddPrometheusExporter());
            services.AddMetricsToken();
        }

        if (sends)
        {
            telemetry
                .WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithTracing(traces => traces
                    .AddSource(Instruments.Name, Driver)
                    .AddAspNetCoreInstrumentation(requests =>
                    {
                        requests.Filter = http => !IsProbe(http.Request.Path);
                        requests.EnrichWithHttpResponse = (activity, response) => KeepToTheRoute(activity, response.HttpContext);
                    })
                    .AddOtlpExporter());
        }

        return services;
    }

    /// <summary>Without a token there is no such address.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (IsRead(app.Configuration))
        {
            app.MapPrometheusScrapingEndpoint(Path).RequireAuthorization(MetricsToken.Policy)
                .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }

    private static bool IsRead(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration[$"{MetricsOptions.Section}:{nameof(MetricsOptions.Token)}"]);

    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments(Path);

    // Paths hold receipt codes, and queries what people search for: as in the log, a request is told by the template of its route.
    private static void KeepToTheRoute(Activity activity, HttpContext http)
    {
        activity.SetTag("url.path", RequestLog.RouteOf(http));
        foreach (var tag in OfPeople)
        {
            activity.SetTag(tag, null);
        }
    }
}
