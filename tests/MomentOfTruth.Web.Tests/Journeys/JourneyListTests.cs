using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
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
    [InlineData("&sort=oldest")]
    [InlineData("&sort=last-told")]
    [InlineData("&sort=first-told&collapsed=yes&state=finished")]
    public async Task Paging_ForwardsAndBackwards_MeetsEveryRowOnceInOrder(string filter)
    {
        var company = await app.CompanyAsync();
        var journeys = await app.ManyAsync(company, 230, seed: 16);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var selected = journeys.Where(j => !filter.Contains("collapsed", StringComparison.Ordinal) || (j.IsFinished && j.Facts.Zeros > 0));
        var isByLogging = filter.Contains("told", StringComparison.Ordinal);
        var expected = (isByLogging ? selected.Select(j => j.Id).OrderDescending() : InOrder(selected)).ToList();
        if (filter.Contains("sort=oldest", StringComparison.Ordinal) || filter.Contains("sort=first-told", StringComparison.Ordinal))
        {
            expected.Reverse();
        }


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

    [Fact]
    public async Task Headers_Sort_FromTheUsualEndAndThenFromTheOther_AndKeepTheFilter()
    {
        var company = await app.CompanyAsync();
        await app.ManyAsync(company, 30, seed: 21);
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var home = $"/en/companies/{company.Slug}/journeys";
        async Task<(string Sorted, List<string> Links)> HeadersAsync(string query)
        {
            var page = Html.Parse(await browser.GetStringAsync(home + query));
            return (
                string.Join(", ", page.QuerySelectorAll("thead [aria-sort]").Select(th => $"{th.Words()} {th.GetAttribute("aria-sort")}")),
                [.. page.QuerySelectorAll("thead a").Select(a => a.Href())]);
        }

        foreach (var (query, sorted, links) in new (string, string, string[])[]
        {
            ("?collapsed=yes", "Day descending", ["?collapsed=yes&sort=oldest", "?collapsed=yes&sort=last-told"]),
            ("?collapsed=yes&sort=oldest", "Day ascending", ["?collapsed=yes", "?collapsed=yes&sort=last-told"]),
            ("?sort=last-told&rows=50", "Told on descending", ["?rows=50", "?sort=first-told&rows=50"]),
            ("?sort=nonsense", "Day descending", ["?sort=oldest", "?sort=last-told"]),
        })
        {
            var found = await HeadersAsync(query);
            Assert.Equal(sorted, found.Sorted);
            Assert.Equal(links.Select(link => home + link), found.Links);
        }
    }

    [Theory]
    [InlineData("en", "to answer", "customer wrote", "answered", "closed", "+1, with a zero")]
    [InlineData("ko", "답변 전", "고객이 글을 보냄", "답변함", "처리 완료", "+1, 0점 있음")]
    public async Task Row_SaysScores_WhatKilledItInWhichWords_AndWhereItsCaseStands(
        string culture, string toAnswer, string wrote, string answered, string closed, string more)
    {
        var company = await app.CompanyAsync();
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        async Task<Guid> ToldAsync(params NamedMoment[] moments) => (await app.JourneyAsync(company, moments)).Id;
        NamedMoment[] long13 = [.. Enumerable.Repeat(TestData.Said("Shop", "9"), 12), TestData.Said("Window 7", "0")];
        Guid[] ids =
        [
            await ToldAsync(TestData.Said("Shop", "9", story: "Friendly."), TestData.Said("Desk <b>", "0", story: "They hung\n up on me."), TestData.Said("Shop", "7.5")),
            await ToldAsync(TestData.Said("Shop", "8", story: "Fine.")),
            await ToldAsync(long13), await ToldAsync(TestData.Said("Shop", "0")), await ToldAsync(TestData.Said("Shop", "0")),
        ];
        await app.InScopeAsync(async services =>
        {
            var cases = services.GetRequiredService<CaseWriter>();
            await cases.ReplyAsync(company.Key(ids[2]), manager.Id, "Sorry", close: false, default);
            await cases.AnswerAsync(company.Key(ids[2]), "And now?", default);
            await cases.ReplyAsync(company.Key(ids[3]), manager.Id, "Sorry", close: false, default);
            return await cases.CloseAsync(company.Key(ids[4]), default);
        });
        var page = Html.Parse(await (await app.SignedInAsync(manager)).GetStringAsync($"/{culture}/companies/{company.Slug}/journeys"));
        string Row(int i) => page.QuerySelectorAll("tbody tr").Single(tr => tr.One("a").Href().Contains(ids[i].ToString(), StringComparison.Ordinal)).Words();

        Assert.StartsWith("Desk <b> They hung up on me. ", Row(0), StringComparison.Ordinal);
        Assert.Contains(" 9 · ✕0 · 7.5 ", Row(0), StringComparison.Ordinal);
        Assert.EndsWith(" " + toAnswer, Row(0), StringComparison.Ordinal);
        Assert.StartsWith("Shop Fine. ", Row(1), StringComparison.Ordinal);
        Assert.DoesNotContain(toAnswer, Row(1), StringComparison.Ordinal);
        Assert.StartsWith("Window 7 ", Row(2), StringComparison.Ordinal);
        Assert.Contains($"{string.Join(" · ", Enumerable.Repeat("9", 12))} {more} ", Row(2), StringComparison.Ordinal);
        Assert.EndsWith(" " + wrote, Row(2), StringComparison.Ordinal);
        Assert.EndsWith(" " + answered, Row(3), StringComparison.Ordinal);
        Assert.EndsWith(" " + closed, Row(4), StringComparison.Ordinal);
        var onlyAnswered = await (await app.SignedInAsync(manager)).GetStringAsync($"/{culture}/companies/{company.Slug}/journeys?case=answered");
        Assert.Equal([ids[3]], RowsOf(onlyAnswered));
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
    [InlineData("journeys?scored=00000000000000000000000000000000_11", 400)]
    [InlineData("journeys?scored=x_0", 400)]
    [InlineData("journeys?scored=00000000000000000000000000000000_0", 200)]
    [InlineData("journeys?view=wall", 200)]
    [InlineData("journeys?view=wall&from=yesterday", 400)]
    [InlineData("journeys?view=nonsense&sort=nonsense", 200)]
    [InlineData("journeys?sort=oldest&older-than=0001-01-01_00000000000000000000000000000000", 200)]
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
        foreach (var (culture, words) in new[] { ("en", "“yesterday” is not a day"), ("ko", "“yesterday”\u2060는 날짜가 아니에요") })
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
