using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Journeys;

public sealed class JourneyListTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task AnyFilter_SelectsWhatItSays_NewestFirst()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 300, seed: 11);
        await app.ManyAsync(await app.CompanyAsync(), 30, seed: 12);
        var random = new Random(13);
        for (var round = 0; round < 40; round++)
        {
            var filter = NaiveFilter.Any(random, journeys);
            var list = await app.InScopeAsync(
                s => s.GetRequiredService<JourneyListQuery>().RunAsync(company.Id, filter, new JourneyPaging(1000), default));

            Assert.Equal(InOrder(journeys.Where(filter.Selects)), list.Rows.Select(r => r.Id));
            Assert.Equal(
                (list.Rows.Count, journeys.Count(new JourneyFilter { State = filter.State }.Selects)),
                ((int)list.Matching, (int)list.Total));
        }
    }

    [Fact]
    public async Task AnyFilter_InAnAddress_MeansTheSame()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 100, seed: 14);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var random = new Random(15);
        for (var round = 0; round < 20; round++)
        {
            var filter = NaiveFilter.Any(random, journeys);
            var html = await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys".With(filter.Query()).With(("rows", "100")));

            Assert.Equal(InOrder(journeys.Where(filter.Selects)), RowsOf(html));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("&collapsed=yes&state=finished")]
    public async Task Paging_ForwardsAndBackwards_MeetsEveryRowOnceInOrder(string filter)
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 230, seed: 16);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var expected = InOrder(journeys.Where(j => filter.Length == 0 || (j.IsFinished && j.Facts.Zeros > 0))).ToList();

        var (forwards, pages) = (new List<Guid>(), new List<string>());
        for (var next = $"/en/companies/{company.Slug}/journeys?rows=25{filter}"; next is not null; next = LinkOf(pages[^1], "next"))
        {
            pages.Add(await browser.GetStringAsync(next));
            forwards.AddRange(RowsOf(pages[^1]));
        }

        var backwards = RowsOf(pages[^1]);
        for (var previous = LinkOf(pages[^1], "prev"); previous is not null;)
        {
            var page = await browser.GetStringAsync(previous);
            backwards.InsertRange(0, RowsOf(page).Except(backwards));
            previous = LinkOf(page, "prev");
        }

        Assert.Equal(expected, forwards);
        Assert.Equal(expected, backwards);
        Assert.Equal((expected.Count + 24) / 25, pages.Count);
        Assert.All(pages, page => Assert.Contains($"Showing <b>{expected.Count}</b>", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("journeys?from=yesterday", 400)]
    [InlineData("journeys?from=2026-03-02&to=2026-03-01", 400)]
    [InlineData("journeys?from=0001-01-01", 400)]
    [InlineData("journeys?to=9999-12-31", 400)]
    [InlineData("journeys?product=nonsense", 400)]
    [InlineData("journeys?touchpoint=1", 400)]
    [InlineData("journeys?killer=<script>alert(1)</script>", 400)]
    [InlineData("journeys?channel=telepathy", 400)]
    [InlineData("journeys?collapsed=perhaps", 400)]
    [InlineData("journeys?outcome=3", 400)]
    [InlineData("journeys?state=gone", 400)]
    [InlineData("journeys?period=7", 400)]
    [InlineData("journeys?product=%00", 400)]
    [InlineData("journeys?touchpoint=%FF", 400)]
    [InlineData("journeys?from=%ED%A0%80", 400)]
    [InlineData("journeys?product=00000000-0000-0000-0000-000000000000", 200)]
    [InlineData("journeys?rows=-1", 200)]
    [InlineData("journeys?rows=99999999999999", 200)]
    [InlineData("journeys?older-than=garbage", 200)]
    [InlineData("journeys?older-than=0001-01-01_00000000000000000000000000000000", 200)]
    [InlineData("journeys?newer-than=9999-12-31_ffffffffffffffffffffffffffffffff", 200)]
    [InlineData("journeys?newer-than=2026-99-99_x&older-than=", 200)]
    [InlineData("journeys?from=&to=&product=&channel=&state=", 200)]
    [InlineData("journeys?from=2026-01-01&from=nonsense", 200)]
    [InlineData("journeys/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("journeys/nonsense", 404)]
    [InlineData("?from=yesterday", 400)]
    [InlineData("?product=x", 400)]
    [InlineData("?period=0", 400)]
    [InlineData("?from=1900-01-01&to=2199-12-31", 200)]
    [InlineData("?touchpoint=nonsense", 200)]
    [InlineData("export?from=x", 400)]
    public async Task AnyAddress_IsAnswered_NeverByAServerError(string address, int expected)
    {
        var company = await app.CompanyAsync();
        await app.ManyAsync(company, 10, seed: 17);
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);
        foreach (var culture in new[] { "en", "ko" })
        {
            var answer = await browser.GetAsync(
                $"/{culture}/companies/{company.Slug}/{address}".Replace("/?", "?", StringComparison.Ordinal));

            Assert.Equal(expected, (int)answer.StatusCode);
            Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NotUnderstoodFilter_IsSaidInItsLanguage_AndKept()
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        foreach (var (culture, words) in new[] { ("en", "“yesterday” is not a day"), ("ko", "“yesterday”은(는) 날짜가 아닙니다") })
        {
            var text = await (await browser.GetAsync($"/{culture}/companies/{company.Slug}/journeys?from=yesterday")).TextAsync();

            Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.Contains("value=\"yesterday\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryPill_TakesItsConditionAway()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 60, seed: 18);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var one = journeys.First(j => j.Facts.KilledAt is not null && j.IsFinished && j.ProductId is not null);
        var filter = new JourneyFilter
        {
            From = one.Day,
            To = one.Day,
            ProductId = one.ProductId,
            TouchpointId = one.Facts.KillerTouchpointId,
            KillerId = one.Facts.KillerTouchpointId,
            Channel = one.Moments[0].Channel,
            Collapsed = true,
            Outcome = one.Outcome,
            State = JourneyState.Finished,
        };

        var pills = Pills(await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys".With(filter.Query())));

        JourneyFilter[] without =
        [
            filter with { From = null, To = null }, filter with { ProductId = null }, filter with { TouchpointId = null }, filter with { KillerId = null },
            filter with { Channel = null }, filter with { Collapsed = null }, filter with { Outcome = null }, filter with { State = JourneyState.All },
        ];
        Assert.Equal(without.Length, pills.Count);
        foreach (var (pill, rest) in pills.Zip(without))
        {
            var html = await browser.GetStringAsync(pill + "&rows=100");
            Assert.Equal(InOrder(journeys.Where(rest.Selects)), RowsOf(html));
            Assert.Equal(pills.Count - 1, Pills(html).Count);
        }
    }

    private static IEnumerable<Guid> InOrder(IEnumerable<Journey> journeys) =>
        journeys.OrderByDescending(j => j.Day).ThenByDescending(j => j.Id).Select(j => j.Id);

    private static List<Guid> RowsOf(string html) =>
        [.. Html.Parse(html).QuerySelectorAll("th[scope=row] > a:first-child")
            .Select(a => Guid.Parse(a.Href().Split('?')[0].Split("/journeys/")[1]))];

    private static List<string> Pills(string html) => [.. Html.Parse(html).QuerySelectorAll(".pills a.pill").Select(a => a.Href())];

    private static string? LinkOf(string html, string rel) => Html.Parse(html).QuerySelector($"a[rel={rel}]")?.Href();
}
