using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Companies;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Site;

/// <summary>
/// Who may do what, for every endpoint: the file roles.csv beside this test decides it. An endpoint that is not in it, or a parameter of an
/// address that nobody has said anything of, fails. Posts are sent without an antiforgery token: whoever is let in is answered 400, so
/// that nothing happens, and no form with a cookie is taken from another site.
/// </summary>
public sealed class RoleMatrixTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] People = ["nobody", "customer", "stranger", "viewer", "manager", "owner", "administrator"];

    [Fact]
    public async Task EveryEndpoint_AnswersEveryRole_AsTheFileSays()
    {
        var decided = Csv.Read((await File.ReadAllTextAsync(SourceFiles.OfTests("Site", "roles.csv"))).ReplaceLineEndings("\r\n"));
        var ours = await CompanyIds.OfAsync(app, "Ours");
        var (own, code) = await app.JourneyAsync(ours.Company, TestData.Said("Shop", "8"));
        var found = new List<string[]> { (string[])["method", "route", .. People] };
        var browsers = new Dictionary<string, HttpClient>();
        foreach (var person in People)
        {
            browsers[person] = person switch
            {
                "nobody" => app.Browser(),
                "customer" => await OpenedJourney.OpenAsync(app, "en", code),
                "stranger" => await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner),
                "administrator" => await app.SignedInAsync(await app.PersonAsync(ours.Company, null, isAdministrator: true)),
                _ => await app.SignedInAsync(ours.Company, Enum.Parse<CompanyRole>(person, ignoreCase: true)),
            };
        }

        foreach (var endpoint in await EndpointList.OfAsync(app))
        {
            var cells = new List<string>();
            foreach (var (person, browser) in People.Select(person => (person, browsers[person])))
            {
                var address = EndpointList.Address(endpoint.Route, _ => ours, name =>
                    name == "journey" && endpoint.Route.Contains("/my-journeys/", StringComparison.Ordinal) ? own.ToString() : null);
                using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), address);
                request.Content = endpoint.Reads ? null : Forms.Content([]);
                cells.Add(CellOf(endpoint, await browser.SendAsync(request)));
            }

            found.Add([endpoint.Method, endpoint.Route, .. cells]);
        }

        var lines = (rows: found.ConvertAll(Line), decided: decided.ConvertAll(Line));
        var wrong = lines.rows.Except(lines.decided).Select(line => $"answers  {line}")
            .Concat(lines.decided.Except(lines.rows).Select(line => $"decided  {line}"))
            .OrderBy(line => line[9..], StringComparer.Ordinal);
        Assert.True(!wrong.Any(), string.Join('\n', wrong));

        static string Line(string[] row) => string.Join(',', row);
    }

    private static string CellOf(ListedEndpoint endpoint, HttpResponseMessage answer)
    {
        var location = answer.Headers.Location?.OriginalString ?? "";
        return answer.StatusCode switch
        {
            HttpStatusCode.Redirect or HttpStatusCode.SeeOther when location.StartsWith("/en/sign-in?", StringComparison.Ordinal) => "sign-in",
            HttpStatusCode.NotFound => "404",
            HttpStatusCode.Forbidden => "403",
            HttpStatusCode.Unauthorized => "401",
            >= HttpStatusCode.InternalServerError => "error",
            HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect
                or HttpStatusCode.SeeOther when endpoint.Reads => "yes",
            HttpStatusCode.BadRequest when !endpoint.Reads => "yes",
            var other => ((int)other).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
