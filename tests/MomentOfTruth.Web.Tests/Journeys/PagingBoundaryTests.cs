using System.Net;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Dashboards;

namespace MomentOfTruth.Web.Tests.Journeys;

/// <summary>Where one page of the list ends and the next begins, within a day and between two.</summary>
public sealed partial class PagingBoundaryTests(AppFixture app) : IClassFixture<AppFixture>
{
    // Pages of 25 over days with 30, 20 and 30 journeys: the second begins within a day, the third with a day, the fourth within a day.
    [Fact]
    public async Task GoingBack_ShowsEveryPageAsItWas_WithNoRowTwice()
    {
        var company = await app.CompanyAsync();
        foreach (var (days, journeys) in new[] { (2, 30), (1, 20), (0, 30) })
        {
            await ToldJourney.LogAsync(app, company, ToldJourney.Times(journeys, new("A8", Day: TestData.Day.AddDays(days))));
        }

        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var pages = new List<string>();
        for (var next = $"/en/companies/{company.Slug}/journeys?rows=25"; next is not null; next = LinkOf(pages[^1], "next"))
        {
            pages.Add(await browser.GetStringAsync(next));
        }

        Assert.Equal([25, 25, 25, 5], pages.Select(page => RowsOf(page).Count));
        Assert.Equal(80, pages.SelectMany(RowsOf).Distinct().Count());
        for (var page = pages.Count - 1; page > 0; page--)
        {
            var before = await browser.GetStringAsync(LinkOf(pages[page], "prev"));
            Assert.Equal(RowsOf(pages[page - 1]), RowsOf(before));
            Assert.Equal(LinkOf(pages[page - 1], "prev"), LinkOf(before, "prev"));
            Assert.Equal(LinkOf(pages[page - 1], "next"), LinkOf(before, "next"));
        }
    }

    private static List<string> RowsOf(string html) => [.. Row().Matches(html).Select(m => m.Groups[1].Value)];

    private static string? LinkOf(string html, string rel) =>
        Regex.Match(html, $"<a rel=\"{rel}\" href=\"([^\"]*)\"") is { Success: true } link
            ? WebUtility.HtmlDecode(link.Groups[1].Value)
            : null;

    [GeneratedRegex("<th scope=\"row\"><a href=\"[^\"]*/journeys/([0-9a-f-]{36})")]
    private static partial Regex Row();
}
