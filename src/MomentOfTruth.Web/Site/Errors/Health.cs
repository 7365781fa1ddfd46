using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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
        Map("/health/live", _ => false);
        Map("/health/ready", check => check.Tags.Contains(Ready));

        void Map(string path, Func<HealthCheckRegistration, bool> chosen) =>
            routes.MapHealthChecks(path, new HealthCheckOptions { Predicate = chosen }).AllowAnonymous().Add(OnlyReads);
    }

    // The framework's endpoint answers every method alike; were it for two alone, the others would find the page that is not there.
    private static void OnlyReads(EndpointBuilder endpoint)
    {
        var answer = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            {
                return answer(http);
            }

            // A probe reads no page.
            http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        };
    }
}
