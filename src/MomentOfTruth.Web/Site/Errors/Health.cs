using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>Addresses for probes: whether the process answers (live), and whether it can read and write its store (ready).</summary>
public static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StoreCheck>("store", tags: [Ready]).Services.AddScoped<Unstored>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) })
            .AllowAnonymous();
    }
}
