using System.Text.Json;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>However long the period and however far apart the days, a trend has few points, and says which are only parts.</summary>
public sealed class BoundedTrendTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    [Theory]
    [InlineData("period=all")]
    [InlineData("period=365")]
    [InlineData("period=90")]
    [InlineData("from=1990-01-01&to=2026-11-20")]
    [InlineData("from=1900-01-01&to=2199-12-31")]
    [InlineData("from=1990-01-01")]
    [InlineData("to=2026-11-20")]
    [InlineData("from=2021-11-21&to=2026-11-20")]
    [InlineData("from=2011-01-05&to=2026-02-03")]
    public async Task AnyPeriod_HasAtMostSixtyBucketsInOrder_ThatAddUp(string query)
    {
        var (company, browser) = await StoreAsync();

        using var file = JsonDocument.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}.json?{query}"));
        var html = await browser.GetStringAsync($"/en/companies/{company.Slug}?{query}");

        var trend = file.RootElement.GetProperty("trend").EnumerateArray()
            .Select(p => (From: Day(p, "from"), To: Day(p, "to"), N: p.GetProperty("journeys").GetInt32())).ToList();
        Assert.InRange(trend.Count, 1, 60);
        Assert.All(trend.Zip(trend.Skip(1)), two => Assert.Equal(two.First.To.AddDays(1), two.Second.From));
        Assert.Equal(file.RootElement.GetProperty("measures").GetProperty("journeys").GetInt32(), trend.Sum(p => p.N));
        var heat = file.RootElement.GetProperty("heatMap").EnumerateArray().ToList();
        Assert.InRange(heat.Select(c => c.GetProperty("month").GetString()).Distinct().Count(), 1, 13);
        Assert.Equal(
            file.RootElement.GetProperty("measures").GetProperty("touchpoints").EnumerateArray().Sum(t => t.GetProperty("n").GetInt32()),
            heat.Sum(c => c.GetProperty("n").GetInt32()));
        var page = Html.Parse(html);
        Assert.Equal(trend.Count, page.QuerySelectorAll("section[aria-labelledby=trend] tbody tr").Length);
        Assert.InRange(page.QuerySelectorAll("table.heat thead th").Length, 1, 13);
        Assert.InRange(html.Length, 1, 150_000);
    }

    [Fact]
    public async Task Touchpoint_OfAnyPeriod_HasAtMostSixtyBuckets()
    {
        var (company, browser) = await StoreAsync();
        var board = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?period=all"));
        var address = board.QuerySelector("section[aria-labelledby=touchpoints] tbody a")!.Href();

        foreach (var query in new[] { "period=all", "from=1900-01-01&to=2199-12-31", "period=90" })
        {
            var page = Html.Parse(await browser.GetStringAsync(address.Split('?')[0] + "?" + query));
            Assert.InRange(page.QuerySelectorAll("[aria-labelledby=trend-caption] tbody tr").Length, 1, 60);
        }
    }

    [Theory]
    [InlineData("en", "from=2010-02-03&to=2018-05-06", "2010 Q1 (part: 3 Feb 2010 to 31 Mar 2010)|2015 Q3|2018 Q2 (part: 1 Apr 2018 to 6 May 2018)")]
    [InlineData("ko", "from=2010-02-03&to=2018-05-06", "2010년 1분기 (일부: 2010년 2월 3일 ~ 2010년 3월 31일)|2015년 3분기|2018년 2분기 (일부: 2018년 4월 1일 ~ 2018년 5월 6일)")]
    [InlineData("en", "from=1990-01-01&to=2020-12-31", "1990|2015|2020")]
    [InlineData("ko", "from=1990-01-01&to=2020-12-31", "1990년|2015년|2020년")]
    [InlineData("en", "from=1900-01-01&to=2020-12-31", "1900–1904|2015–2019|2020–2024 (part: 1 Jan 2020 to 31 Dec 2020)")]
    [InlineData("ko", "from=1900-01-01&to=2020-12-31", "1900–1904년|2015–2019년|2020–2024년 (일부: 2020년 1월 1일 ~ 2020년 12월 31일)")]
    public async Task Buckets_AreNamed_AndPartsSaySo(string culture, string query, string names)
    {
        var (company, browser) = await StoreAsync();

        var page = Html.Parse(await browser.GetStringAsync($"/{culture}/companies/{company.Slug}?{query}"));

        var rows = page.QuerySelectorAll("section[aria-labelledby=trend] tbody th").Select(th => th.Words()).ToList();
        var expected = names.Split('|');
        Assert.Equal((expected[0], expected[^1]), (rows[0], rows[^1]));
        Assert.Contains(expected[1], rows);
    }

    // Three weeks, of which two are cut: with 15 journeys the usual week has the five that a rate needs, with 14 it has not.
    [Theory]
    [InlineData("en", 15, "Week of 29 Jun 2015 (part: 4 Jul 2015 to 5 Jul 2015)|Week of 6 Jul 2015|Week of 13 Jul 2015 (part: 13 Jul 2015 to 14 Jul 2015)")]
    [InlineData("ko", 15, "2015년 6월 29일 주 (일부: 2015년 7월 4일 ~ 2015년 7월 5일)|2015년 7월 6일 주|2015년 7월 13일 주 (일부: 2015년 7월 13일 ~ 2015년 7월 14일)")]
    [InlineData("en", 14, "Jul 2015 (part: 4 Jul 2015 to 14 Jul 2015)")]
    [InlineData("ko", 14, "2015년 7월 (일부: 2015년 7월 4일 ~ 2015년 7월 14일)")]
    public async Task Weeks_AreShown_WhereTheyHaveEnoughForARate(string culture, int journeys, string names)
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, [
            .. ToldJourney.Times(5, new("A9", Day: new(2015, 7, 4))),
            .. ToldJourney.Times(5, new("A9", Day: new(2015, 7, 7))),
            .. ToldJourney.Times(journeys - 10, new("A9", Day: new(2015, 7, 14))),
        ]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = Html.Parse(await browser.GetStringAsync($"/{culture}/companies/{company.Slug}?from=2015-07-04&to=2015-07-14"));

        Assert.Equal(names.Split('|'), page.QuerySelectorAll("section[aria-labelledby=trend] tbody th").Select(th => th.Words()));
    }

    [Fact]
    public async Task Parts_AreMarkedInDrawingTextAndFiles()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, [
            .. ToldJourney.Times(6, new("A9", Day: new(2026, 3, 7))),
            .. ToldJourney.Times(6, new("A9", Day: new(2026, 3, 11))),
            .. ToldJourney.Times(6, new("A0", Day: new(2026, 3, 17))),
        ]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        const string Query = "?from=2026-03-07&to=2026-03-18";

        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}{Query}"));
        using var json = JsonDocument.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}.json{Query}"));
        var csv = (await browser.GetStringAsync($"/en/companies/{company.Slug}.csv{Query}")).Split("\r\n");

        Assert.Equal(
            [true, false, true], json.RootElement.GetProperty("trend").EnumerateArray().Select(p => p.GetProperty("isPartial").GetBoolean()));
        Assert.Equal("week", json.RootElement.GetProperty("trendBy").GetString());
        Assert.Contains("trend,,2026-03-07:isPartial,1", csv);
        Assert.Contains("trend,,2026-03-07:days,2", csv);
        Assert.Contains("trend,,2026-03-09:isPartial,0", csv);
        Assert.Equal(2, page.QuerySelectorAll("#trend ~ figure rect.part").Length);
        Assert.Single(page.QuerySelectorAll("#trend ~ figure circle.point"));
        Assert.Contains(page.QuerySelectorAll("#trend ~ figure .tip"), title => title.TextContent.Contains("(part: 7 Mar 2026", StringComparison.Ordinal));
        Assert.Contains("A square is only a part", page.One("section[aria-labelledby=trend]").Words(), StringComparison.Ordinal);
        Assert.Contains("part", page.One("table.heat thead").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotOverYet_SaysSo()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, [.. ToldJourney.Times(6, new("A9", Day: Today)), new("A9", Day: Today.AddDays(-70))]);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}?period=all"));

        // On the last day of a month it is over as soon as it is shown.
        var isLast = Today.AddDays(1).Day == 1;
        var rows = page.QuerySelectorAll("section[aria-labelledby=trend] tbody th").Select(th => th.Words()).ToList();
        Assert.Equal(!isLast, rows[^1].EndsWith("(so far)", StringComparison.Ordinal));
        Assert.DoesNotContain("(", rows[0], StringComparison.Ordinal);
    }

    private static DateOnly Day(JsonElement point, string name) => DateOnly.Parse(point.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(Company Company, HttpClient Browser)> StoreAsync()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company,
        [
            new("A9 B0", Day: new(1990, 1, 1)), new("A9 B5", Day: new(2015, 7, 8)), new("A0 B5", Day: new(2015, 8, 31)),
            new("A9 B0", Day: new(2026, 11, 15)), new("A9 B0", Day: new(2026, 10, 15)), new("A9", Day: Today),
        ]);
        return (company, await app.SignedInAsync(company, CompanyRole.Viewer));
    }
}
