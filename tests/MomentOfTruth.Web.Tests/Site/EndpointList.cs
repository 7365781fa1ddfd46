using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Tests.Companies;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>Everything that the app answers to, read from the app: pages, files and what scripts ask for.</summary>
internal static partial class EndpointList
{
    /// <summary>Parameters of addresses that name no row of a company. A new parameter is either here or names one.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["culture"] = "en",
        ["code"] = "404",
        ["number"] = "1",
        ["size"] = "",
        ["what"] = "journeys",
        ["chart"] = "trend",
        ["publication"] = "0190aaaa-0000-7000-8000-000000000001",
        ["photo"] = "0190aaaa-0000-7000-8000-000000000000",
        ["path"] = "nowhere",
        ["passkey"] = "AAAA",
    };

    /// <summary>Each route once for each method it takes; a page that can be read takes HEAD as it takes GET.</summary>
    public static async Task<IReadOnlyList<ListedEndpoint>> OfAsync(AppFixture app)
    {
        using var client = app.CreateClient();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var list = new List<ListedEndpoint>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var route = endpoint.RoutePattern.RawText!.Trim('/').Replace("{culture:culture}", "{culture}", StringComparison.Ordinal);
            if (IsAsset(route))
            {
                continue;
            }

            IEnumerable<(string Method, string? Handler)> methods;
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor)
            {
                var page = await loader.LoadAsync(descriptor, endpoint.Metadata);
                methods = page.HandlerMethods.Select(h => (h.HttpMethod.ToUpperInvariant(), h.Name)).Append(("GET", null));
            }
            else
            {
                methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(m => (m, (string?)null)) ?? [("GET", null)];
            }

            list.AddRange(methods.Distinct().Select(m =>
                new ListedEndpoint(m.Method, "/" + route + (m.Handler is null ? "" : "?handler=" + m.Handler))));
        }

        return [.. list.Distinct().OrderBy(e => e.Route, StringComparer.Ordinal).ThenBy(e => e.Method, StringComparer.Ordinal)];
    }

    /// <summary>The address with these rows in it.</summary>
    public static string Address(string route, Func<string, CompanyIds> whose, Func<string, string?>? instead = null) =>
        Parameter().Replace(route, match =>
        {
            var name = match.Groups[1].Value;
            return Uri.EscapeDataString(instead?.Invoke(name)
                ?? (name == "company" ? whose(name).Company.Slug
                : name == "id" && route.Contains("/admin/companies/", StringComparison.Ordinal) ? whose(name).Company.Id.ToString()
                : name == "person" ? whose(name).Claimant.Id.ToString()
                : OtherCompanysIdsTests.Ids.TryGetValue(name, out var id) ? id(whose(name))
                : Others.TryGetValue(name, out var other) ? other
                : throw new KeyNotFoundException($"{name} of {route}: say in {nameof(EndpointList)} or with the ids what stands for it.")));
        });

    /// <summary>The parameters that name a row of a company, or the company itself.</summary>
    public static IReadOnlyList<string> RowsIn(string route) =>
        [.. Parameter().Matches(route).Select(m => m.Groups[1].Value).Where(name => !Others.ContainsKey(name))];

    private static bool IsAsset(string route) =>
        !route.Contains('{', StringComparison.Ordinal) && route.Contains('.', StringComparison.Ordinal);

    [GeneratedRegex(@"\{\*?(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}

/// <summary>A route with one of its methods.</summary>
internal sealed record ListedEndpoint(string Method, string Route)
{
    public bool Reads => Method is "GET" or "HEAD";

    public override string ToString() => $"{Method} {Route}";
}
