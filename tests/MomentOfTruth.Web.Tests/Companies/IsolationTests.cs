using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.MyJourneys;
using MomentOfTruth.Web.Tests.Site;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>
/// One company's people at every address of another, with every method: they get nothing but a refusal, no byte of what is the other's, and
/// change nothing. Addresses are read from the app, so that a new one is among them by itself.
/// </summary>
public sealed class IsolationTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Canary = "Canary";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    [Fact]
    public async Task EveryAddressOfAnotherCompany_WithEveryMethod_GivesNothingAndChangesNothing()
    {
        var (ours, theirs) = (await CompanyIds.OfAsync(app, "Ours"), await CompanyIds.OfAsync(app, Canary));
        var people = await PeopleAsync(ours);
        var before = await CompanyRows.OfAsync(app, theirs.Company.Id);
        var wrong = new List<string>();
        foreach (var route in await PrivateRoutesAsync())
        {
            var rows = EndpointList.RowsIn(route);

            // All of it theirs, and their rows under our own address.
            var addresses = rows.Count > 1 && rows.Contains("company")
                ? [EndpointList.Address(route, _ => theirs), EndpointList.Address(route, name => name == "company" ? ours : theirs)]
                : new[] { EndpointList.Address(route, _ => theirs) };
            foreach (var ((person, browser), address) in people.SelectMany(p => addresses.Select(a => (p, a))))
            {
                foreach (var method in person == "owner" ? Methods : ["GET", "POST"])
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), address);
                    request.Content = method is "GET" or "HEAD" or "OPTIONS" ? null : Forms.Content([new("do", "save"), new("Text", "Told")]);
                    var answer = await browser.SendAsync(request);
                    var told = await answer.TextAsync() + answer.Headers + Uri.UnescapeDataString(answer.Headers.Location?.OriginalString ?? "");
                    if ((int)answer.StatusCode is < 300 or >= 500 || told.Contains(Canary, StringComparison.Ordinal) && !IsSignIn(answer))
                    {
                        wrong.Add($"{person}: {method} {address} answered {(int)answer.StatusCode}");
                    }
                }
            }
        }

        var after = await CompanyRows.OfAsync(app, theirs.Company.Id);
        wrong.AddRange(before.Except(after).Select(row => "gone: " + row));
        wrong.AddRange(after.Except(before).Select(row => "new: " + row));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // Without this the test above would also pass if there were nothing to see.
    [Fact]
    public async Task TheSameAddresses_ShowTheirOwnPeopleWhatIsTheirs()
    {
        var theirs = await CompanyIds.OfAsync(app, Canary);
        var owner = await app.SignedInAsync(theirs.Company, CompanyRole.Owner);
        var seen = 0;
        foreach (var route in await PrivateRoutesAsync())
        {
            var answer = await owner.GetAsync(EndpointList.Address(route, _ => theirs));
            seen += (await answer.TextAsync()).Contains(Canary, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(seen >= 10, $"Only {seen} addresses show anything.");
    }

    private async Task<IReadOnlyList<(string Person, HttpClient Browser)>> PeopleAsync(CompanyIds ours)
    {
        var (_, code) = await app.JourneyAsync(ours.Company, TestData.Said("Shop", "8"));
        return
        [
            ("nobody", app.Browser()),
            ("customer", await OpenedJourney.OpenAsync(app, "en", code)),
            ("viewer", await app.SignedInAsync(ours.Company, CompanyRole.Viewer)),
            ("manager", await app.SignedInAsync(ours.Company, CompanyRole.Manager)),
            ("owner", await app.SignedInAsync(ours.Company, CompanyRole.Owner)),
        ];
    }

    // What names a row and is not meant for everyone. A customer's draft is opened by its key, which nobody guesses.
    private async Task<IReadOnlyList<string>> PrivateRoutesAsync() =>
        [.. (await EndpointList.OfAsync(app)).Select(e => e.Route).Distinct().Where(route =>
            route.Contains("/companies/{company", StringComparison.Ordinal) || route.Contains("/my-journeys/{journey", StringComparison.Ordinal))];

    private static bool IsSignIn(HttpResponseMessage answer) =>
        answer.Headers.Location?.OriginalString.StartsWith("/en/sign-in?", StringComparison.Ordinal) == true;
}
