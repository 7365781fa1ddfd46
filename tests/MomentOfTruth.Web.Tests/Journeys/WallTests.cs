using System.Globalization;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Tests.Dashboards;

namespace MomentOfTruth.Web.Tests.Journeys;

/// <summary>All journeys of a filter in one picture.</summary>
public sealed class WallTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "Collapsed at moment 1 · 1", "Collapsed at moment 3 · 2", "Collapsed, without an order · 1", "No zero · 2")]
    [InlineData("ko", "1번째 순간에 붕괴 · 1", "3번째 순간에 붕괴 · 2", "붕괴, 순서 없음 · 1", "0점 없음 · 2")]
    public async Task Picture_HasARowAJourney_ByWhereItDiedAndThenByLength(string culture, params string[] groups)
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(
            app, company,
            [new("A9 B9 C0 D9"), new("A10"), new("A9 B2.5 C0"), new("A0 B0"), new("A9 B4"), new("A5 B0") { IsOrdered = false }]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var page = await PageAsync(browser, company, "view=wall", culture);

        Assert.Equal(groups, page.QuerySelectorAll(".wall h2").Select(h => h.Words()));
        Assert.Equal(
            ["s0 s0", "s4 s1 s0", "s4 s4 s0 s4", "s2 s0", "s4", "s4 s2"],
            page.QuerySelectorAll(".wall svg a").Select(row => string.Join(' ', row.QuerySelectorAll("rect:not(.hit)").Select(cell => cell.ClassList[0]))));

        // A zero has a dot too, and what came after a death is told from what came before.
        Assert.Equal([2, 1, 1, 1, 0, 0], page.QuerySelectorAll(".wall svg a").Select(row => row.QuerySelectorAll("circle").Length));
        Assert.Equal([1, 0, 1, 0, 0, 0], page.QuerySelectorAll(".wall svg a").Select(row => row.QuerySelectorAll(".after").Length));

        // The list has the same links, in the same order, and is what keyboards and screen readers get.
        var links = page.QuerySelectorAll(".wall svg a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(links, page.QuerySelectorAll(".wall-list a").Select(a => a.GetAttribute("href")));
        Assert.Equal(6, links.Distinct().Count());
        Assert.All(page.QuerySelectorAll(".wall svg"), svg => Assert.Equal("true", svg.GetAttribute("aria-hidden")));
        Assert.All(page.QuerySelectorAll(".wall svg a"), a => Assert.Equal("-1", a.GetAttribute("tabindex")));
        var (first, back) = (links[0]!, Html.Parse(await browser.GetStringAsync(links[0])).One("a.back").Href());
        Assert.Contains("/journeys/", first, StringComparison.Ordinal);
        Assert.EndsWith("?view=wall", back, StringComparison.Ordinal);

        // The number of each group opens its journeys.
        foreach (var link in page.QuerySelectorAll(".wall h2 a"))
        {
            var n = int.Parse(link.Words().Split("· ")[1], CultureInfo.InvariantCulture);
            Assert.Equal(n, Html.Parse(await browser.GetStringAsync(link.Href())).QuerySelectorAll("tbody tr").Length);
        }
    }

    [Fact]
    public async Task Picture_FollowsTheFilter_AndKeepsItsView()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, [new("A9 B0"), new("A9 B9"), new("A0 B9")]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = await PageAsync(browser, company, "view=wall&collapsed=yes&sort=oldest");
        Assert.Equal(2, page.QuerySelectorAll(".wall svg a").Length);
        Assert.Equal("wall", page.One("form.filters input[name=view]").GetAttribute("value"));
        Assert.Equal("oldest", page.One("form.filters input[name=sort]").GetAttribute("value"));
        var home = $"/en/companies/{company.Slug}/journeys";
        Assert.Equal(
            [$"{home}?collapsed=yes&sort=oldest", $"{home}?collapsed=yes&view=wall&sort=oldest"],
            page.QuerySelectorAll("nav.presets a").Select(a => a.Href()));
        Assert.Equal($"{home}?view=wall&sort=oldest", page.One(".pills a.pill").Href());

        Assert.Contains("No journey matches", (await PageAsync(browser, company, "view=wall&outcome=stayed")).One(".empty").Words(), StringComparison.Ordinal);
        var none = await app.CompanyAsync();
        Assert.Contains(
            "No journeys yet", (await PageAsync(await app.SignedInAsync(none, CompanyRole.Viewer), none, "view=wall")).One(".empty").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreThanTwoHundred_AreCountedByTouchpointAndScore_AndEveryNumberOpensItsJourneys()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, ToldJourney.Times(WallQuery.MostRows, new("A9 B7.5")));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        Assert.Equal(WallQuery.MostRows, (await PageAsync(browser, company, "view=wall")).QuerySelectorAll(".wall svg a").Length);

        // A journey with two such moments counts once.
        await ToldJourney.LogAsync(app, company, [new("A0 A0 A0.1 B9.4 A9.5")]);
        var page = await PageAsync(browser, company, "view=wall");

        Assert.Empty(page.QuerySelectorAll(".wall"));
        Assert.Equal(
            ["A: 1 1        200 1", "B:         200 1 "],
            page.QuerySelectorAll("table.matrix tbody tr").Select(tr => $"{tr.One("th").Words()}: {string.Join(' ', tr.QuerySelectorAll("td:not(.spread)").Select(td => td.Words()))}"));
        foreach (var link in page.QuerySelectorAll("table.matrix td a"))
        {
            Assert.Equal(
                link.Words(), Html.Parse(await browser.GetStringAsync(link.Href())).One(".pills .meta b").Words());
        }

        Assert.Equal(["A", "B"], page.QuerySelectorAll("table.matrix tbody th").Select(th => th.Words()));
    }

    [Fact]
    public async Task Counting_ReadsTheLatestWholeDaysAlone_AndSaysSo()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(
            app, company,
            [
                .. ToldJourney.Times(WallQuery.MostCounted - 300, new("A9", Day: TestData.Day)),
                .. ToldJourney.Times(300, new("A8", Day: TestData.Day.AddDays(1))),
            ]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var all = await PageAsync(browser, company, "view=wall");
        Assert.Equal(["300", "700"], all.QuerySelectorAll("table.matrix td a").Select(a => a.Words()));
        Assert.DoesNotContain("Counted: the latest", all.One("main").Words(), StringComparison.Ordinal);

        await ToldJourney.LogAsync(app, company, [new("A9", Day: TestData.Day.AddDays(-1))]);
        var whole = await PageAsync(browser, company, "view=wall");
        Assert.Equal(["300", "700"], whole.QuerySelectorAll("table.matrix td a").Select(a => a.Words()));
        Assert.Contains("Counted: the latest journeys, from 10 Mar 2026 on.", whole.One("main").Words(), StringComparison.Ordinal);
        foreach (var link in whole.QuerySelectorAll("table.matrix td a"))
        {
            Assert.Equal(
                link.Words(), Html.Parse(await browser.GetStringAsync(link.Href())).One(".pills .meta b").Words());
        }

        var one = await app.InScopeAsync(s => s.GetRequiredService<WallQuery>().RunAsync(
            company.Id, new JourneyFilter { To = TestData.Day.AddDays(1), From = TestData.Day }, default));
        Assert.Null(one.Matrix!.From);

        await ToldJourney.LogAsync(app, company, ToldJourney.Times(701, new("A8", Day: TestData.Day.AddDays(1))));
        Assert.Contains(
            "More than 1,000 of these journeys are of one day.", (await PageAsync(browser, company, "view=wall")).One(".empty").Words(), StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient browser, Company company, string query, string culture = "en") =>
        Html.Parse(await browser.GetStringAsync($"/{culture}/companies/{company.Slug}/journeys?{query}"));
}
