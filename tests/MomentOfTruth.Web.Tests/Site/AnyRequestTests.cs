using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Companies;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>
/// Every address of the app, with every method and with bodies that no page of ours sends: what clients do wrong is answered as such, and is
/// no failure of ours. MOT_TEST_REQUESTS sets how many are drawn beside the full table of addresses and methods.
/// </summary>
public sealed class AnyRequestTests(AnyRequestTests.Logged app) : IClassFixture<AnyRequestTests.Logged>
{
    private const int Seed = 20261126, Usual = 15_000;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "VERB"];

    private static readonly string[] Types =
    [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=no-such",
        "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=x; charset=utf-7", "application/json",
        "text/plain", "text/csv", "application/octet-stream", "image/png", "nonsense", "",
    ];

    private static readonly string[] Bodies =
    [
        "", "a=b", "a[=1", "a[0=1&a]=2", "Input.Moments[=1", "Input.Moments[99999]=1&Input.Moments.index=x", "[]=&[[]]=1&.=2&..=3", "%", "%FF=%00", "=", "&&&",
        "__RequestVerificationToken=x&do=check", "handler=Nothing", "{}", "[1,2", "null", "--x\r\nContent-Disposition: form-data; name=\"a[\"\r\n\r\n1\r\n--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\u0001\u0002\r\n--x--\r\n", "--x\r\nno header", "\0\u0001\u0002",
    ];

    private static readonly string[] Queries =
    [
        "", "?", "?period=all", "?period=nonsense&from=9999-12-31&to=0001-01-01", "?page=-1&after=x", "?page=99999999999", "?q=%E2%80%AE%22", "?handler=x", "?a[=1",
        "?draft=x&moment=9", "?sort=x&state=x&case=x&score=-1&touchpoint=x", "?culture=xx&company=y", "?format=x", "?q=" + "%F0%A0%AE%B7%F0%A0%AE%B7",
    ];

    // The table holds every page; what the app is asked besides is drawn with a fixed seed.
    [Fact]
    public async Task NoRequest_IsAFailureOfOurs()
    {
        var ids = await CompanyIds.OfAsync(app, "Any");
        HttpClient[] askers = [app.Browser(), await app.SignedInAsync(ids.Company, CompanyRole.Owner)];
        var addresses = Addresses(ids);
        var token = Forms.TokenOf(await askers[1].GetStringAsync("/en/log?q=x"));
        var random = new Random(Seed);
        var failed = new List<string>();
        foreach (var asker in askers)
        {
            foreach (var (address, method) in addresses.SelectMany(address => Methods.Select(method => (address, method))))
            {
                await AskAsync(asker, method, address, Types[0], $"__RequestVerificationToken={Uri.EscapeDataString(token)}", failed);
            }
        }

        var drawn = int.TryParse(Environment.GetEnvironmentVariable("MOT_TEST_REQUESTS"), out var wanted) ? wanted : Usual;
        for (var i = 0; i < drawn; i++)
        {
            var (address, body) = (Any(addresses) + Any(Queries), Any(Bodies));
            if (random.Next(2) == 0)
            {
                body += $"&__RequestVerificationToken={Uri.EscapeDataString(token)}";
            }

            await AskAsync(Any(askers), Any(Methods), address, Any(Types), body, failed);
        }

        Assert.True(failed.Count == 0, $"{failed.Count}: {string.Join('\n', failed.Distinct().Take(40))}");

        // An operator is not called at night for what clients do, and none of them can fill the log with traces.
        Assert.DoesNotContain(CapturedLog.Lines(nameof(AnyRequestTests)), line =>
            line.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"@l\":\"Fatal\"", StringComparison.Ordinal));

        TOne Any<TOne>(IReadOnlyList<TOne> all) => all[random.Next(all.Count)];
    }

    [Theory]
    [InlineData("POST", "/en/companies/{0}")]
    [InlineData("POST", "/en/companies/{0}/fix-first")]
    [InlineData("POST", "/en/companies/{0}/journeys")]
    [InlineData("POST", "/ko/companies/{0}/export")]
    [InlineData("POST", "/en/companies/{0}/poster")]
    [InlineData("PUT", "/en/published/{0}")]
    [InlineData("VERB", "/en/companies/{0}")]
    [InlineData("DELETE", "/ko/log/{0}")]
    public async Task MethodThatAPageHasNothingFor_Is405_AndSaysWhichItTakes(string method, string address)
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(null, address, company.Slug))
        {
            Content = Forms.Content([new("__RequestVerificationToken", Forms.TokenOf(await owner.GetStringAsync("/en/log?q=x")))]),
        };

        var answer = await owner.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("GET", answer.Content.Headers.Allow);
        Assert.DoesNotContain(method, answer.Content.Headers.Allow);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task AskAsync(HttpClient asker, string method, string address, string type, string body, List<string> failed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is not ("GET" or "HEAD" or "TRACE"))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type.Length > 0)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }

        try
        {
            var answer = await asker.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if ((int)answer.StatusCode >= 500)
            {
                failed.Add($"{(int)answer.StatusCode} {method} {address} {type} {body[..Math.Min(40, body.Length)]}");
            }
        }
        catch (Exception failure)
        {
            failed.Add($"{failure.GetType().Name} {failure.Message} {method} {address} {type} {body[..Math.Min(40, body.Length)]}");
        }
    }

    private List<string> Addresses(CompanyIds ids)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["company"] = ids.Company.Slug,
            ["journey"] = ids.Journey.ToString(),
            ["touchpoint"] = ids.Touchpoint.ToString(),
            ["marker"] = ids.Marker.ToString(),
            ["draft"] = ids.Draft,
            ["photo"] = ids.Photo.ToString(),
        };
        return
        [
            .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => !e.RoutePattern.RawText!.Contains('*', StringComparison.Ordinal))
                .SelectMany(e => new[] { "en", "ko" }.Select(culture => Filled(e, culture)))
                .Distinct()
                .Where(address => !address.StartsWith("/js/", StringComparison.Ordinal) && !address.StartsWith("/css/", StringComparison.Ordinal)),
        ];

        string Filled(RouteEndpoint endpoint, string culture) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
            string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "culture" } => culture,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart named => values.GetValueOrDefault(named.Name, "1"),
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                _ => "",
            }))));
    }

    /// <summary>The app, and the errors in its log.</summary>
    public sealed class Logged : AppFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings => CapturedLog.Settings(nameof(AnyRequestTests), "Error");
    }
}
