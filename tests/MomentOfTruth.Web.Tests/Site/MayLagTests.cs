using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Decides what may be read from a standby.</summary>
[Trait("Engine", "Any")]
public sealed class MayLagTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Company = "/{culture}/companies/{company}";

    /// <summary>
    /// Where managers look at many journeys, and act on none. What somebody acts on, the customer's pages, and published journeys, which are
    /// gone at once when they are withdrawn, are not among them.
    /// </summary>
    public static readonly string[] Routes =
    [
        Company, Company + ".csv", Company + ".json", Company + "/charts/{chart}.png", Company + "/charts/{chart}.svg", Company + "/export",
        Company + "/export/{what}.csv", Company + "/fix-first", Company + "/fix-first.csv", Company + "/fix-first.json", Company + "/journeys",
        Company + "/touchpoints/{touchpoint:guid}",
    ];

    [Fact]
    public async Task WhatMayLag_IsDecidedHere()
    {
        using var client = app.CreateClient();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var marked = new List<string>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            IEnumerable<object>? ofPage = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? (await loader.LoadAsync(page, endpoint.Metadata)).EndpointMetadata
                : null;
            if (endpoint.Metadata.Concat(ofPage ?? []).OfType<MayLagAttribute>().Any())
            {
                marked.Add("/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{culture:culture}", "{culture}", StringComparison.Ordinal));
            }
        }

        Assert.Equal(Routes.Order(StringComparer.Ordinal), marked.Distinct().Order(StringComparer.Ordinal));
    }
}
