using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Journeys;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class DashboardTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Measures_OfAnyPeriodAndProduct_EqualANaiveRecount()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 300, seed: 21);
        await app.ManyAsync(await app.CompanyAsync(), 50, seed: 22);
        var random = new Random(23);
        for (var round = 0; round < 60; round++)
        {
            var (from, to) = NaiveFilter.AnyPeriod(random);
            var product = random.Next(3) == 0 ? journeys.Select(j => j.ProductId).OfType<Guid>().ElementAt(random.Next(20)) : (Guid?)null;
            var measures = await app.InScopeAsync(
                s => s.GetRequiredService<MeasuresQuery>().RunAsync(new LedgerScope(company.Id, from, to, product), default));

            AssertEqual(
                journeys.Where(j => !(j.Day < from) && !(j.Day > to) && (product is null || j.ProductId == product)).ToList(), measures);
        }
    }

    [Fact]
    public async Task Trend_OfAnyPeriod_AddsUpToItsJourneys()
    {
        var company = await app.CompanyAsync();
        var journeys = (await app.ManyAsync(company, 200, seed: 24)).Where(j => j.IsFinished).ToList();
        var random = new Random(25);
        for (var round = 0; round < 30; round++)
        {
            var (from, to) = NaiveFilter.AnyPeriod(random);
            var trend = await app.InScopeAsync(
                s => s.GetRequiredService<MeasuresQuery>().TrendAsync(new LedgerScope(company.Id, from, to), TestData.Day, default));

            Assert.Equal(journeys.Count(j => !(j.Day < from) && !(j.Day > to)), trend.Sum(p => p.Survival.N));
            Assert.All(trend, point =>
            {
                var within = journeys.Where(j => j.Day >= point.From && j.Day <= point.To).ToList();
                Assert.Equal(
                    (within.Count, within.Count(j => j.Moments.All(m => !m.Score.IsZero))),
                    ((int)point.Survival.N, (int)point.Survival.Count));
            });
        }
    }

    [Theory]
    [InlineData("en", "period=all")]
    [InlineData("ko", "from=2026-02-11&to=2026-04-02")]
    [InlineData("en", "from=2026-03-01&to=2026-03-31&product={product}")]
    public async Task EveryNumbersLink_LeadsToExactlySoManyJourneys(string culture, string query)
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 150, seed: 26);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var product = journeys.Select(j => j.ProductId).OfType<Guid>().First().ToString();

        var html = await browser.GetStringAsync(
            $"/{culture}/companies/{company.Slug}?{query.Replace("{product}", product, StringComparison.Ordinal)}");

        var links = LinkedNumbers(Html.Parse(html)).ToList();
        Assert.InRange(links.Count, 10, 200);
        Assert.All(
            ["went=", "alike="],
            name => Assert.Contains(links, link => query != "period=all" || link.Href.Contains(name, StringComparison.Ordinal)));
        // Some numbers count moments and lead to the journeys that have them.
        bool CountsMoments(string href) => href.Contains("visited=", StringComparison.Ordinal)
            || href.Contains("zero-at=", StringComparison.Ordinal);
        foreach (var (href, n) in links.Where(link => !CountsMoments(link.Href)))
        {
            Assert.Equal(n, NumberIn(Html.Parse(await browser.GetStringAsync(href)).One(".pills b")));
        }
    }

    [Fact]
    public async Task Cards_SayWhatTheMeasuresSay()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 100, seed: 27);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var finished = journeys.Where(j => j.IsFinished).ToList();
        string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

        var text = WebUtility.HtmlDecode(await browser.GetStringAsync($"/en/companies/{company.Slug}?period=all"));

        Assert.Contains($">{finished.Count} journeys</a>", text, StringComparison.Ordinal);
        Assert.Contains(
            $">{Text(100.0 * finished.Count(j => j.Facts.Zeros == 0) / finished.Count, "0.#")}<small>%", text, StringComparison.Ordinal);
        Assert.Contains($">{finished.Count(j => j.Facts.Zeros > 0)}</a></dd>", text, StringComparison.Ordinal);
        Assert.Contains($">{Text(finished.Average(j => j.Facts.EvenScore), "0.00")}<small>of 10", text, StringComparison.Ordinal);
        Assert.Contains($"plain average {Text(finished.Average(AverageOf), "0.00")}", text, StringComparison.Ordinal);
        Assert.Contains($">{journeys.Count - finished.Count}</a> in progress", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", 4, "too few for a rate", true)]
    [InlineData("ko", 4, "비율을 내기에는 적", true)]
    [InlineData("en", 5, "low base", true)]
    [InlineData("ko", 29, "표본 적음", true)]
    [InlineData("en", 30, "low base", false)]
    [InlineData("en", 30, "too few for a rate", false)]
    public async Task Survival_OfFewJourneys_IsMarked(string culture, int finished, string words, bool marked)
    {
        var company = await app.CompanyAsync();
        for (var i = 0; i < finished; i++)
        {
            await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", i == 0 ? "0" : "8"));
        }

        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var page = Html.Parse(await browser.GetStringAsync($"/{culture}/companies/{company.Slug}?period=all"));
        var card = page.One("dl.cards > div.card:nth-child(1)").OuterHtml;

        Assert.Equal(marked, card.Contains(words, StringComparison.Ordinal));
        Assert.Equal(finished >= 5, card.Contains("<small>%", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_ThatWasDrawnBefore_FollowsEveryChangeInEveryLanguageAndPeriod()
    {
        var (company, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.FinishedAsync(other, Outcome.Stayed, null, TestData.Said("Elsewhere", "3"));
        var first = await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "8"));
        var (browser, stranger) = (
            await app.SignedInAsync(company, CompanyRole.Viewer), await app.SignedInAsync(other, CompanyRole.Viewer));
        async Task<string> DrawAsync(string culture, string query) =>
            WebUtility.HtmlDecode(await browser.GetStringAsync($"/{culture}/companies/{company.Slug}?{query}"));
        async Task AssertShownAsync(int journeys, params string[] touchpoints)
        {
            foreach (var (culture, heading) in new[] { ("en", "Where journeys die"), ("ko", "여정이 무너지는 곳") })
            {
                for (var again = 0; again < 2; again++)
                {
                    var page = await DrawAsync(culture, "period=all");
                    Assert.Equal(journeys, NumberIn(Html.Parse(page).One(".controls > .meta a")));
                    Assert.Contains($"<h2 id=\"touchpoints\">{heading}", page, StringComparison.Ordinal);
                    Assert.All(touchpoints, name => Assert.Contains($">{name}</a>", page, StringComparison.Ordinal));
                    Assert.DoesNotContain("Elsewhere", page, StringComparison.Ordinal);
                }
            }
        }

        await AssertShownAsync(1, "Shop");
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Hotline", "0"));
        await AssertShownAsync(2, "Shop", "Hotline");
        Assert.DoesNotContain("<h2 id=\"touchpoints\"", await DrawAsync("en", "from=2001-01-01&to=2001-02-01"), StringComparison.Ordinal);
        await app.ChangeAsync(first, (log, version) => log.EraseAsync(company.Key(first), null, default));
        await AssertShownAsync(1, "Hotline");

        Assert.Contains(
            ">Elsewhere</a>", await stranger.GetStringAsync($"/en/companies/{other.Slug}?period=all"), StringComparison.Ordinal);
    }

    private static void AssertEqual(List<Journey> journeys, CompanyMeasures measures)
    {
        var finished = journeys.Where(j => j.IsFinished).ToList();
        var collapsed = finished.Where(j => Killing(j) is not null).ToList();
        Assert.Equal(
            (finished.Count, collapsed.Count, journeys.Count - finished.Count),
            ((int)measures.Journeys, (int)measures.Collapsed, (int)measures.InProgress));
        AssertClose(Mean(finished, ProductOf), measures.MeanProduct);
        AssertClose(Mean(finished, j => 10 * Math.Pow(ProductOf(j), 1.0 / j.Moments.Count)), measures.MeanEvenScore);
        AssertClose(Mean(finished, AverageOf), measures.MeanAverage);
        Assert.Equal(collapsed.Count(j => j.Moments.Sum(m => m.Score.Tenths) >= 60 * j.Moments.Count), (int)measures.Hidden.Count);
        Assert.Equal(collapsed.Count(j => Zeros(j).Distinct().Count() > 1), (int)measures.Unsavable.Count);
        foreach (var killing in measures.KillingMoments)
        {
            Assert.Equal(collapsed.Count(j => Killing(j)!.TouchpointId == killing.TouchpointId), (int)killing.Kills);
            Assert.Equal(finished.Count(j => j.Moments.Any(m => m.TouchpointId == killing.TouchpointId && m.Position <= (Killing(j)?.Position ?? 100))), (int)killing.Reached);
        }

        Assert.Equal(collapsed.Count, (int)measures.KillingMoments.Sum(k => k.Kills));
        Assert.All(
            measures.Fixes, fix => Assert.Equal(collapsed.Count(j => Zeros(j).All(t => t == fix.TouchpointId)), (int)fix.Rescued.Count));
        Assert.Equal(collapsed.Count, (int)measures.Sequence.Sum(s => s.Rescued));
        foreach (var touchpoint in measures.Touchpoints)
        {
            var there = finished.SelectMany(j => j.Moments).Where(m => m.TouchpointId == touchpoint.TouchpointId).ToList();
            Assert.Equal((there.Count, there.Count(m => m.Score.IsZero)), ((int)touchpoint.N, (int)touchpoint.Zeros));
            AssertClose(there.Average(m => m.Score.Tenths / 10.0), touchpoint.Mean);
        }

        Assert.Equal(finished.Sum(j => j.Moments.Count), (int)measures.Touchpoints.Sum(t => t.N));
        var left = collapsed.Where(j => j.Outcome != Outcome.NotSaid).ToList();
        Assert.Equal(
            (left.Count(j => j.Outcome!.Value.IsLeft()), left.Count),
            ((int)measures.Destinations.Collapsed.Count, (int)measures.Destinations.Collapsed.N));
    }

    private static Moment? Killing(Journey journey) => journey.Moments.FirstOrDefault(m => m.Score.IsZero);

    private static IEnumerable<Guid> Zeros(Journey journey) => journey.Moments.Where(m => m.Score.IsZero).Select(m => m.TouchpointId);

    private static double ProductOf(Journey journey) => journey.Moments.Aggregate(1.0, (product, m) => product * m.Score.Tenths / 100);

    private static double AverageOf(Journey journey) => journey.Moments.Average(m => m.Score.Tenths / 10.0);

    private static double? Mean(List<Journey> journeys, Func<Journey, double> value) =>
        journeys.Count == 0 ? null : journeys.Average(value);

    private static void AssertClose(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-9);
    }

    // A number is a link itself; where the heading of a row is the link, the number stands beside it. Points of a drawing are named by
    // words.
    private static IEnumerable<(string Href, int N)> LinkedNumbers(IParentNode page)
    {
        foreach (var link in page.QuerySelectorAll("a[href$='/journeys'], a[href*='/journeys?']").Where(a => a.Closest("svg") is null))
        {
            if (NumberIn(link.Matches("th[scope=row] > a") ? link.ParentElement!.NextElementSibling! : link) is { } number)
            {
                yield return (link.Href(), number);
            }
        }
    }

    private static int? NumberIn(IElement element)
    {
        var digits = string.Concat(element.Words().SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == ','));
        return digits.Length == 0 ? null : int.Parse(digits, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
