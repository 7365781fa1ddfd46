using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class FixFirstPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] ByHand =
        ["A0 B0 C0 D0 E0", "A8 B9 C0 D9 E10", "A8 B9 C0 D9 E9", "A9 B8 C9 D0 E9", "B7 C0 E0", "A9 B9 C8 D9 E9", "A6 C7 D6", "A10 B10 C10"];

    [Fact]
    public async Task Files_HoldTheNumbersReckonedByHand()
    {
        var company = await CompanyWithAsync(ByHand);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var json = await browser.GetFromJsonAsync<JsonElement>($"/en/companies/{company.Slug}/fix-first.json?period=all");
        var csv = await browser.GetStringAsync($"/en/companies/{company.Slug}/fix-first.csv?period=all&format=plain");

        var fixes = json.GetProperty("fixFirst").EnumerateArray().ToList();
        Assert.Equal(["C", "D"], fixes.Select(f => f.GetProperty("touchpoint").GetString()));
        Assert.Equal([2, 1], fixes.Select(f => f.GetProperty("rescued").GetInt32()));
        Assert.Equal(
            (0.015, 0.131),
            (Math.Round(fixes[0].GetProperty("gainLow").GetDouble(), 3), Math.Round(fixes[0].GetProperty("gainHigh").GetDouble(), 3)));
        Assert.Equal(2, json.GetProperty("unsavable").GetInt32());
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("touchpoint,rescued,journeys,rescued_share,low,high,gain_low_points,gain_high_points", lines[0]);
        Assert.StartsWith("C,2,8,0.25,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("D,1,8,0.125,", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("fix-first.csv?from=yesterday")]
    [InlineData("fix-first.json?product=none")]
    [InlineData("fix-first.csv?format=word")]
    public async Task Files_OfAQueryNotUnderstood_AreRefused(string address)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync($"/en/companies/{company.Slug}/{address}")).StatusCode);
    }

    [Fact]
    public async Task Csv_GuardsANameThatASpreadsheetWouldRun()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("=HYPERLINK(1)", "0"));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var csv = System.Text.Encoding.UTF8.GetString(
            await browser.GetByteArrayAsync($"/en/companies/{company.Slug}/fix-first.csv?period=all"));

        Assert.StartsWith("\uFEFFtouchpoint,", csv, StringComparison.Ordinal);
        Assert.Contains("\n'=HYPERLINK(1),1,1,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryLinkedNumber_LeadsToExactlySoManyJourneys()
    {
        var company = await CompanyWithAsync(Random(seed: 11, journeys: 60));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/fix-first?period=all"));

        var links = page.QuerySelectorAll("a[href*='/journeys?']").Select(a => (Address: a.Href(), Number: a.Words().Split(' ')[0]))
            .Where(l => l.Number is [>= '0' and <= '9', ..]).ToList();
        Assert.Contains(links, l => l.Address.Contains("sole=", StringComparison.Ordinal));
        Assert.Contains(links, l => l.Address.Contains("zeros=several", StringComparison.Ordinal));
        foreach (var (address, number) in links)
        {
            var list = await browser.GetStringAsync(address + "&rows=100");
            Assert.Contains($"Showing <b>{number}</b> of 60", list, StringComparison.Ordinal);
            var rows = Html.Parse(list).QuerySelectorAll("th[scope=row] > a:first-child");
            Assert.Equal(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), rows.Length);
        }
    }

    [Fact]
    public async Task WhatIf_AndHeadline_EqualANaiveRecount()
    {
        var company = await CompanyWithAsync(Random(seed: 5, journeys: 60));
        var (touchpoints, zeros) = await ReadAsync(company);
        var chosen = touchpoints.Where(t => t.Name is "A" or "C").ToList();
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var html = await browser.GetStringAsync(
            $"/en/companies/{company.Slug}/fix-first?period=all&{string.Join('&', chosen.Select(t => $"fix={t.Id}"))}");
        var page = WebUtility.HtmlDecode(html);

        var collapsed = zeros.Where(z => z.Count > 0).ToList();
        var rescued = collapsed.Count(z => z.All(id => chosen.Any(t => t.Id == id)));
        Assert.Contains($"{rescued} of {collapsed.Count} collapsed journeys would have survived.", page, StringComparison.Ordinal);
        var (before, after) = ((60 - collapsed.Count) / 60.0, (60 - collapsed.Count + rescued) / 60.0);
        Assert.Contains(
            $"Survival would have been {100 * after:0.#} % instead of {100 * before:0.#} % (n = 60).", page, StringComparison.Ordinal);

        // Shared by hand: a journey's zeros at k touchpoints are a k-th of it at each.
        var shares = touchpoints.Select(t => (t.Name, Share: collapsed.Where(z => z.Contains(t.Id)).Sum(z => 1.0 / z.Count) / 60)).OrderByDescending(t => t.Share)
            .ToList();
        var alone = touchpoints.Select(t => (t.Name, Count: collapsed.Count(z => z.All(id => id == t.Id)))).OrderByDescending(t => t.Count)
            .ToList();
        Assert.Equal("C", shares[0].Name);
        var share = alone.Single(t => t.Name == shares[0].Name);
        Assert.Matches($"(Fix <a [^>]*>{shares[0].Name}</a> first|>{shares[0].Name}</a> or <a [^>]*>{shares[1].Name}</a>: too close to call)", page);
        Assert.Contains($"{100 * shares[0].Share:0.#} %", page, StringComparison.Ordinal);
        Assert.Matches(
            alone[0].Name == shares[0].Name ? "(Both ways of counting agree|Counted by what one fix alone saves)" : "The two ways of counting disagree", page);
        Assert.Contains($">{share.Count}</a>", page, StringComparison.Ordinal);
        Assert.Equal(chosen.Count, Html.Parse(html).QuerySelectorAll("input[type=checkbox][checked]").Length);
    }

    [Theory]
    [InlineData(0, "No journey ended in this period")]
    [InlineData(3, "Too early to say: so far 3 of 3 journeys collapsed.")]
    [InlineData(8, "that is a low base")]
    public async Task FewJourneys_AreToldAsSuch(int journeys, string words)
    {
        var company = await CompanyWithAsync(Enumerable.Repeat("A9 B0", journeys));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = await (await browser.GetAsync($"/en/companies/{company.Slug}/fix-first?period=all")).TextAsync();

        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain(" first.</strong>", page, StringComparison.Ordinal);
    }

    // Journeys through the same six touchpoints; zeros now and then, sometimes at several touchpoints.
    private static IEnumerable<string> Random(int seed, int journeys)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, journeys).Select(_ => string.Join(' ', "ABCDEF".Select(
            t => $"{t}{(random.Next(8) == 0 || (t == 'C' && random.Next(4) == 0) ? 0 : random.Next(1, 11))}")))];
    }

    private async Task<Company> CompanyWithAsync(IEnumerable<string> journeys)
    {
        var company = await app.CompanyAsync();
        foreach (var journey in journeys)
        {
            await app.FinishedAsync(company, Outcome.Stayed, null, [.. journey.Split(' ').Select(m => TestData.Said(m[..1], m[1..]))]);
        }

        return company;
    }

    private Task<(List<Touchpoint> Touchpoints, List<HashSet<Guid>> Zeros)> ReadAsync(Company company) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var journeys = await db.JourneysOf(company.Id).Include(j => j.Moments).ToListAsync();
        return (await db.Touchpoints.Where(t => t.CompanyId == company.Id).ToListAsync(),
            journeys.Select(j => j.Moments.Where(m => m.Score.IsZero).Select(m => m.TouchpointId).ToHashSet()).ToList());
    });
}
