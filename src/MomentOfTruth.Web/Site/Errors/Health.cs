using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>Whether the process answers, and whether it can do its work.</summary>
public static class Health
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddDbContextCheck<AppDbContext>(tags: [Ready]).Services;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
