using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Publications;
using NetVips;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>The charts of the overview as pictures that leave it.</summary>
public sealed class ChartFilesTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Year = "?from=2026-01-01&to=2026-12-31&against=none";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static IEnumerable<object[]> Charts =>
        from chart in Enum.GetValues<OverviewChart>()
        from culture in new[] { "en", "ko" }
        select new object[] { chart, culture };

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Chart_IsOnePictureInBothForms_WithTitlePeriodAndN(OverviewChart chart, string culture)
    {
        var (company, browser) = await StoreAsync();
        var address = AddressOf(company, chart, culture);

        var svg = await browser.GetAsync(address + ".svg" + Year);
        var png = await browser.GetAsync(address + ".png" + Year);

        Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType?.MediaType);
        Assert.True(svg.Headers.CacheControl?.NoStore);
        Assert.Contains("default-src 'none'", svg.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var drawn = XDocument.Parse(await svg.Content.ReadAsStringAsync()).Root!;
        var words = Words(drawn);
        var title = drawn.Element(Svg + "title")!.Value;
        Assert.Contains(title, words);
        Assert.Equal(culture == "ko", title.Any(letter => letter >= '가'));
        Assert.Contains(company.Name, words);

        // The months are those of a year up to today, or to the end of the period.
        var n = culture == "ko" ? "끝난 여정 60건" : "60 finished journeys";
        var stated = Assert.Single(words, w => w.Contains(n, StringComparison.Ordinal));
        Assert.Contains("2026", stated, StringComparison.Ordinal);

        // It needs nothing but itself.
        Assert.DoesNotContain(drawn.DescendantsAndSelf().Attributes(), a => a.Name.LocalName is "class" or "style" or "href");

        Assert.Equal("image/png", png.Content.Headers.ContentType?.MediaType);
        Assert.True(png.Headers.CacheControl?.NoStore);
        using var picture = Image.PngloadBuffer(await png.Content.ReadAsByteArrayAsync());
        Assert.Equal((int)drawn.Attribute("width")!, picture.Width);
        Assert.Equal((int)drawn.Attribute("height")!, picture.Height);
        Assert.InRange(picture.Height, 250, 2000);
        Assert.InRange(255 - picture.Avg(), 1, 60);
    }

    [Fact]
    public async Task Numbers_AreThoseOfThePage()
    {
        var (company, browser) = await StoreAsync();
        var scope = new LedgerScope(company.Id, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        var measures = await app.InScopeAsync(services => services.GetRequiredService<MeasuresQuery>().RunAsync(scope, default));
        string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

        var shares = Words(await ReadAsync(browser, company, OverviewChart.Shares));
        Assert.All(measures.FairShares, share => Assert.Equal(Percent(share.Share), shares[shares.IndexOf(share.Touchpoint) + 1]));
        var along = Words(await ReadAsync(browser, company, OverviewChart.Along));
        Assert.All(measures.SurvivalCurve, point => Assert.Contains(Percent(point.Survival), along));
        var average = Words(await ReadAsync(browser, company, OverviewChart.Average));
        Assert.All(measures.CollapsedByAverage.Where(n => n > 0), n => Assert.Contains(n.ToString(CultureInfo.InvariantCulture), average));
        var left = Words(await ReadAsync(browser, company, OverviewChart.Left));
        Assert.Contains(Percent(measures.Destinations.Collapsed.Rate!.Value), left);
        Assert.Contains(left, w => w.StartsWith(
            $"{measures.Destinations.Collapsed.Count} of {measures.Destinations.Collapsed.N} ", StringComparison.Ordinal));
        var scores = Words(await ReadAsync(browser, company, OverviewChart.Scores));
        Assert.All(measures.Touchpoints, t => Assert.Contains($"{t.Zeros} zeros of {t.N}", scores));
    }

    [Fact]
    public async Task Names_AreEscapedOnce()
    {
        var company = await app.CompanyAsync("A <b> & 'co\"");
        await ToldJourney.LogAsync(app, company, ToldJourney.Times(30, new("<0 &9")));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var words = Words(await ReadAsync(browser, company, OverviewChart.Shares));

        Assert.Contains(company.Name, words);
        Assert.Contains("<", words);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(AddressOf(company, OverviewChart.Shares) + ".png" + Year)).StatusCode);
    }

    [Fact]
    public async Task FewerThanFive_AreNoRate()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company, ToldJourney.Times(4, new("A0 B9", Outcome.Left)));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        foreach (var chart in Enum.GetValues<OverviewChart>().Where(c => c != OverviewChart.Zeros))
        {
            // The notes below a chart explain colours and intervals; values stand alone.
            var words = Words(await ReadAsync(browser, company, chart));
            Assert.DoesNotContain(words, w => w.EndsWith(" %", StringComparison.Ordinal) && w.Length < 8);
            Assert.DoesNotContain(words, w => w.StartsWith('∅'));
        }
    }

    [Fact]
    public async Task AddressesThatMeanNothing_AreRefused_AndStrangersFindNothing()
    {
        var (company, browser) = await StoreAsync();
        var address = AddressOf(company, OverviewChart.Trend) + ".svg";
        var stranger = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/companies/{company.Slug}/charts/pie.svg")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(address + "?from=yesterday")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(address + "?against=luck")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Browser().GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Page_LinksEachChartOfItsPeriodInBothForms()
    {
        var (company, browser) = await StoreAsync();
        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}" + Year));

        var links = page.QuerySelectorAll(".pictures a").Select(a => a.Href()).ToList();

        Assert.Equal(2 * Enum.GetValues<OverviewChart>().Length, links.Count);
        foreach (var link in links)
        {
            Assert.Contains("against=none", link, StringComparison.Ordinal);
            Assert.Contains("from=2026-01-01", link, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        }
    }

    [Theory]
    [InlineData("en", "Zeros at A over time", "How A scores, and who leaves")]
    [InlineData("ko", "A의 시기별 0점", "A의 점수와 떠난 고객")]
    public async Task Touchpoint_HasItsPicturesInBothForms_LinkedFromItsPage(string culture, string zeros, string scores)
    {
        var (company, browser) = await StoreAsync();
        var board = Html.Parse(await browser.GetStringAsync($"/{culture}/companies/{company.Slug}" + Year));
        var touchpoint = board.QuerySelectorAll(".touchpoints tbody th a").Single(a => a.Words() == "A").Href();

        var links = Html.Parse(await browser.GetStringAsync(touchpoint)).QuerySelectorAll(".pictures a").Select(a => a.Href()).ToList();

        Assert.Equal(4, links.Count);
        Assert.All(links, link => Assert.Contains("against=none", link, StringComparison.Ordinal));
        foreach (var (link, title) in links.Where(l => l.Contains(".svg", StringComparison.Ordinal)).Zip([zeros, scores]))
        {
            var words = Words(XDocument.Parse(await browser.GetStringAsync(link)).Root!);
            Assert.Contains(title, words);
            Assert.Contains(culture == "ko" ? "60개 중 0점 17개" : "17 zeros of 60", words);
        }

        foreach (var link in links.Where(l => l.Contains(".png", StringComparison.Ordinal)))
        {
            using var picture = Image.PngloadBuffer(await browser.GetByteArrayAsync(link));
            Assert.InRange(255 - picture.Avg(), 1, 60);
        }
    }

    [Fact]
    public async Task Touchpoint_OfAnotherCompany_OrNone_HasNoPicture()
    {
        var ((theirs, stranger), (ours, browser)) = (await StoreAsync(), await StoreAsync());
        var page = Html.Parse(await stranger.GetStringAsync($"/en/companies/{theirs.Slug}" + Year)).QuerySelector(".touchpoints tbody th a")!.Href();
        var id = page.Split('?')[0].Split('/')[^1];

        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync($"/en/companies/{theirs.Slug}/charts/zerosat.svg?at={id}")).StatusCode);
        foreach (var at in new[] { $"?at={id}", "?at=none", "" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/en/companies/{ours.Slug}/charts/zerosat.svg{at}")).StatusCode);
        }
    }

    [Fact]
    public async Task Png_WithoutAFontForItsLetters_IsRefusedInWords_AndTheSvgIsThere()
    {
        var (company, _) = await StoreAsync();
        using var bare = app.WithWebHostBuilder(host => host.ConfigureTestServices(services => services.AddSingleton(
            new PictureFont(NullLogger<PictureFont>.Instance, rune => rune.Value < 0x250))));
        var person = await app.PersonAsync(company, CompanyRole.Viewer);
        using var other = bare.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        await other.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });

        var png = await other.GetAsync(AddressOf(company, OverviewChart.Trend, "ko") + ".png");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, png.StatusCode);
        using var said = JsonDocument.Parse(await png.Content.ReadAsStringAsync());
        Assert.Contains("글꼴", said.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(AddressOf(company, OverviewChart.Trend, "ko") + ".svg")).StatusCode);
    }

    private static string AddressOf(Company company, OverviewChart chart, string culture = "en") =>
        $"/{culture}/companies/{Uri.EscapeDataString(company.Slug)}/charts/{chart.ToString().ToLowerInvariant()}";

    private static async Task<XElement> ReadAsync(HttpClient browser, Company company, OverviewChart chart) =>
        XDocument.Parse(await browser.GetStringAsync(AddressOf(company, chart) + ".svg" + Year)).Root!;

    private static List<string> Words(XElement svg) =>
        [.. svg.Descendants(Svg + "text").Select(text => text.Value.Trim('\u2068', '\u2069'))];

    private async Task<(Company Company, HttpClient Browser)> StoreAsync()
    {
        var company = await app.CompanyAsync();
        await ToldJourney.LogAsync(app, company,
        [
            .. ToldJourney.Times(12, new("A0 B9", Outcome.Left, Day: new(2026, 2, 3))),
            .. ToldJourney.Times(7, new("A9 B0 C9", Outcome.LeftForCompetitor, "Rival", Day: new(2026, 2, 9))),
            .. ToldJourney.Times(5, new("A0 B0", Outcome.Stayed, Day: new(2026, 3, 3))),
            .. ToldJourney.Times(36, new("A9 B8 C7", Outcome.Stayed, Day: new(2026, 3, 10))),
        ]);
        return (company, await app.SignedInAsync(company, CompanyRole.Viewer));
    }
}
