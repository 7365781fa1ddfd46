using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>Whoever looks at a period and goes on to another page of numbers looks at the same period there.</summary>
public sealed class SamePeriodTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static DateOnly Today => TimeProvider.System.Today("Asia/Seoul");

    /// <summary>A query, and how many of the four journeys it means: three ended more than a year ago, one today.</summary>
    public static TheoryData<string, int> Periods => new()
    {
        { "", 1 },
        { "?period=all", 4 },
        { $"?from={Iso(Today.AddDays(-400))}&to={Iso(Today.AddDays(-380))}", 3 },
        { $"?from={Iso(Today.AddDays(-395))}", 3 },
        { $"?to={Iso(Today.AddDays(-395))}", 1 },
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task Links_BetweenThePagesOfNumbers_KeepThePeriod(string query, int journeys)
    {
        var company = await FourJourneysAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var dashboard = $"/en/companies/{company.Slug}";
        var seen = new HashSet<string>();
        var next = new Queue<string>([dashboard + query]);
        while (next.TryDequeue(out var address))
        {
            var page = await browser.GetStringAsync(address);
            Assert.True(Shows(page, journeys, 4), $"{address} shows another period.");
            foreach (var link in PagesOfNumbers(page, dashboard).Where(seen.Add))
            {
                next.Enqueue(link);
            }
        }

        // One address each of the list of fixes and of the touchpoints, whichever page they were found on; back from these as well.
        var paths = seen.Select(a => a.Split('?')[0]).ToList();
        Assert.Equal(paths.Count, paths.Distinct().Count());
        Assert.Contains(paths, p => p.EndsWith("/fix-first", StringComparison.Ordinal));
        Assert.Contains(paths, p => p.Contains("/touchpoints/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingToFixInAllTime_LeadsToTheDashboardOfAllTime()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "9", Today.AddDays(-400)));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var dashboard = $"/en/companies/{company.Slug}";

        var link = Assert.Single(PagesOfNumbers(await browser.GetStringAsync(dashboard + "/fix-first?period=all"), dashboard));

        Assert.True(Shows(await browser.GetStringAsync(link), 1, 1));
    }

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task FilterForm_SentAsItStands_KeepsThePeriod(string query, int journeys)
    {
        var company = await FourJourneysAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var dashboard = $"/en/companies/{company.Slug}";
        var pages = PagesOfNumbers(await browser.GetStringAsync(dashboard + query), dashboard).Select(a => a.Split('?')[0])
            .Append(dashboard).Distinct().ToList();
        Assert.InRange(pages.Count, 3, 4);
        foreach (var path in pages)
        {
            var form = (IHtmlFormElement)Html.Parse(await browser.GetStringAsync(path + query)).QuerySelectorAll("form.filters[method=get]")
                .First(f => f.QuerySelector("[name=from]") is not null);
            var sent = Forms.FieldsOf(form).Select(field => KeyValuePair.Create(field.Key, (string?)field.Value)).ToList();
            Assert.Contains(sent, field => field.Key == "from");

            var page = await browser.GetStringAsync(path + QueryString.Create(sent));

            Assert.True(Shows(page, journeys, 4), $"{path} shows another period.");
        }
    }

    private async Task<Company> FourJourneysAsync()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0", Today.AddDays(-400)));
        await app.FinishedAsync(
            company, Outcome.Left, null, TestData.Said("Shop", "9", Today.AddDays(-390)), TestData.Said("Phone", "0", Today.AddDays(-390)));
        await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "9", Today.AddDays(-380)));
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0", Today));
        return company;
    }

    // The overview has the count in its bar.
    private static bool Shows(string page, int journeys, int of) => page.Contains($"Showing <b>{journeys}</b> of {of}", StringComparison.Ordinal)
        || Html.Parse(page).QuerySelector(".controls > .meta a")?.Words() == (journeys == 1 ? "1 journey" : $"{journeys} journeys");

    // Without those that are there to choose another period, comparison or order.
    private static List<string> PagesOfNumbers(string page, string dashboard) =>
        [.. Html.Parse(page).QuerySelectorAll("main [href]").Where(a => a.Closest("nav, .pills, .controls, thead") is null).Select(a => a.Href())
            .Where(a => a.Split('?')[0] is var path && (path == dashboard || path == dashboard + "/fix-first" || path.StartsWith(dashboard + "/touchpoints/", StringComparison.Ordinal)))
            .Distinct()];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
