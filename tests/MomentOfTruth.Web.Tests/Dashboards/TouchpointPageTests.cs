using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Tests.Dashboards;

public sealed class TouchpointPageTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static DateOnly Today => TimeProvider.System.Today("Asia/Seoul");

    [Theory]
    [InlineData("period=all")]
    [InlineData("period=90")]
    [InlineData("from=2026-01-17&to=2026-03-05")]
    public async Task Numbers_EqualANaiveRecount(string query)
    {
        var company = await app.CompanyAsync();
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            var day = i % 2 == 0 ? Today.AddDays(-random.Next(200)) : new DateOnly(2026, 1, 1).AddDays(random.Next(90));
            string[] scores = ["0", "3.5", "7", "7.9", "10"];
            await app.FinishedAsync(company, Outcome.Stayed, null,
                [.. Enumerable.Range(0, 4).Select(_ => TestData.Said(random.Next(2) == 0 ? "Shop" : "Phone", scores[random.Next(5)], day))]);
        }

        var filter = JourneyFilter.Parse(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)), Today);
        var shop = await TouchpointAsync(company, "Shop");

        await app.InScopeAsync(async services =>
        {
            var view = await services.GetRequiredService<TouchpointQuery>().RunAsync(company.Id, shop, filter, Against.Before, Today, default);
            var journeys = await services.GetRequiredService<AppDbContext>().JourneysOf(company.Id, filter).Include(j => j.Moments)
                .ToListAsync();
            var there = journeys.SelectMany(j => j.Moments).Where(m => m.TouchpointId == shop).ToList();

            Assert.NotNull(view);
            Assert.Equal((there.Count(m => m.Score.IsZero), there.Count), (view.Zeros.Count, view.Zeros.N));
            Assert.Equal(there.Average(m => m.Score.Tenths / 10.0), view.Mean!.Value, 9);
            Assert.Equal(Enumerable.Range(0, 11).Select(s => (long)there.Count(m => m.Score.Tenths / 10 == s)), view.Distribution);
            Assert.Equal(journeys.Count(j => j.Facts.KillerTouchpointId == shop), view.KillRate.Count);
            Assert.Equal(
                journeys.Count(j => j.Moments.Any(m => m.TouchpointId == shop && m.Position <= (j.Facts.KilledAt ?? 100))),
                view.KillRate.N);
            Assert.Equal(journeys.Count, view.Journeys);
            Assert.Equal(
                journeys.Select(j => j.Moments.Where(m => m.Score.IsZero).Select(m => m.TouchpointId).ToHashSet())
                    .Where(zeros => zeros.Contains(shop)).Sum(zeros => 1.0 / zeros.Count) / journeys.Count,
                view.Share?.Share ?? 0,
                12);
            Assert.Equal(there.Count, view.Trend.Sum(p => p.Zeros.N));
            foreach (var point in view.Trend)
            {
                var then = journeys.Where(j => j.Day >= point.From && j.Day <= point.To).SelectMany(j => j.Moments)
                    .Where(m => m.TouchpointId == shop).ToList();
                Assert.Equal((then.Count(m => m.Score.IsZero), then.Count), (point.Zeros.Count, point.Zeros.N));
            }

            return true;
        });
    }

    [Fact]
    public async Task Links_LeadToExactlySoManyJourneys_AndStoriesToTheirs()
    {
        var company = await app.CompanyAsync();
        var told = await app.FinishedAsync(
            company, Outcome.Left, null, TestData.Said("Phone", "9"), TestData.Said("Shop", "0", story: "Nobody there <b>at all</b>"));
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Phone", "0"), TestData.Said("Shop", "0"));
        await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "9"));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = await browser.GetStringAsync(
            $"/en/companies/{company.Slug}/touchpoints/{await TouchpointAsync(company, "Shop")}?period=all");

        Assert.Contains("Nobody there &lt;b&gt;at all", page, StringComparison.Ordinal);
        Assert.Contains($"/en/companies/{company.Slug}/journeys/{told}?", page, StringComparison.Ordinal);
        foreach (var (condition, rows) in new[] { ("zero-at", 2), ("killer", 1), ("touchpoint", 2) })
        {
            var link = Html.Parse(page).QuerySelector($"a[href*='/journeys?{condition}=']")!.Href();
            Assert.Contains($"Showing <b>{rows}</b> of 3", await browser.GetStringAsync(link), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TouchpointOfAnotherCompany_Is404_AndIsNotMarked()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.FinishedAsync(theirs, Outcome.Left, null, TestData.Said("Canary", "0"));
        var address = $"/en/companies/{ours.Slug}/touchpoints/{await TouchpointAsync(theirs, "Canary")}";
        var browser = await app.SignedInAsync(ours, CompanyRole.Owner);

        var read = await browser.GetAsync(address);
        var written = await browser.PostAsync(address, await FieldsAsync(browser, Today, "Ours"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, written.StatusCode));
        Assert.DoesNotContain("Canary", await read.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(await MarkersAsync(theirs));
    }

    [Fact]
    public async Task Marker_ManagersAddAndRemoveIt_ViewersOnlySeeIt()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        var address = $"/en/companies/{company.Slug}/touchpoints/{await TouchpointAsync(company, "Shop")}";
        var (manager, viewer) = (
            await app.SignedInAsync(company, CompanyRole.Manager), await app.SignedInAsync(company, CompanyRole.Viewer));

        var added = await manager.PostFormAsync(
            address + "?period=30", new() { ["Input.On"] = Iso(Today.AddDays(-3)), ["Input.Text"] = " New <script> " });
        var refused = await viewer.PostAsync(address, await FieldsAsync(viewer, Today, "Viewer's"));

        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var marker = Assert.Single(await MarkersAsync(company));
        Assert.Equal((Today.AddDays(-3), "New <script>"), (marker.On, marker.Text));
        var remove = $"{address}/markers/{marker.Id}/remove";

        var seen = await viewer.GetStringAsync(address);
        Assert.Contains("New &lt;script&gt;", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.On", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/remove", seen, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(remove)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(remove, await FieldsAsync(viewer, Today, ""))).StatusCode);
        Assert.Single(await MarkersAsync(company));

        Assert.Equal(HttpStatusCode.Redirect, (await manager.PostFormAsync(remove, [])).StatusCode);
        Assert.Empty(await MarkersAsync(company));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync(remove)).StatusCode);
    }

    [Theory]
    [InlineData("", "Moved", "Write the first day")]
    [InlineData("2026-02-30", "Moved", "Write the first day")]
    [InlineData("2199-01-01", "Moved", "cannot be in the future")]
    [InlineData("1999-12-31", "Moved", "cannot be before 2000")]
    [InlineData("2026-01-01", "  ", "Say in a few words")]
    public async Task Marker_NotAsItShouldBe_IsRefusedWithTheReason(string on, string text, string reason)
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);

        var answer = await browser.PostFormAsync(
            $"/en/companies/{company.Slug}/touchpoints/{await TouchpointAsync(company, "Shop")}", new() { ["Input.On"] = on, ["Input.Text"] = text });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(await MarkersAsync(company));
    }

    // Here 10 zeros of 40 before and 2 of 40 after: by hand −20 points. Elsewhere none of 80 on either side. On the 41 ordinary days, none of
    // which has fewer than ten days on either side, nothing moved.
    [Fact]
    public async Task Marker_IsHeldAgainstElsewhere_AndAgainstOrdinaryDays()
    {
        var company = await app.CompanyAsync();
        var on = Today.AddDays(-9);
        for (var day = on.AddDays(-60); day <= Today; day = day.AddDays(1))
        {
            await FourAsync(company, day, hasZero: day < on || day == on || day == Today, elsewhere: 8);
        }

        var shop = await TouchpointAsync(company, "Shop");
        await app.InScopeAsync(
            services => services.GetRequiredService<MarkerWriter>().AddAsync(company.Id, shop, on, "New script", default));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = await browser.GetStringAsync($"/en/companies/{company.Slug}/touchpoints/{shop}?period=30");

        var row = Html.Parse(page).One("[aria-labelledby=markers-caption] tbody tr").Words();
        Assert.Contains("25 % → 5 % 10 of 40, then 2 of 40", row, StringComparison.Ordinal);
        Assert.Contains("0 % → 0 % 0 of 80, then 0 of 80", row, StringComparison.Ordinal);
        Assert.Contains("It worked: fewer zeros than elsewhere (10 days each).", row, StringComparison.Ordinal);
        Assert.Matches("Against elsewhere −20 points, 95 % interval −36\\.[0-9] to −3\\.[0-9]\\. Larger than on 41 of 41 ordinary days\\.", row);
        Assert.Contains("class=\"flag\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marker_WithTooFewOnEitherSide_IsNotCompared()
    {
        var company = await app.CompanyAsync();
        await FourAsync(company, Today.AddDays(-5), hasZero: true);
        await FourAsync(company, Today.AddDays(-1), hasZero: false);
        var shop = await TouchpointAsync(company, "Shop");
        await app.InScopeAsync(
            services => services.GetRequiredService<MarkerWriter>().AddAsync(company.Id, shop, Today.AddDays(-2), "New script", default));
        await app.InScopeAsync(services => services.GetRequiredService<MarkerWriter>().AddAsync(
            company.Id, shop, Today.AddDays(-5), "From the first day", default));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = await (await browser.GetAsync($"/en/companies/{company.Slug}/touchpoints/{shop}")).TextAsync();

        Assert.Contains("Too few moments to compare yet (1 day each).", page, StringComparison.Ordinal);
        Assert.Contains("Nothing to compare with", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_ThatMarkTheZeros_OpenTheirQuotes()
    {
        var company = await app.CompanyAsync();
        foreach (var particle in "은는이가을를에로도의와만".Select(c => c.ToString()))
        {
            await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0", story: $"매장에서 인증키{particle} 기다렸다"));
            await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "9", story: $"매장에서 직원{particle} 친절했다 <b>정말</b>"));
        }

        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var page = Html.Parse(await browser.GetStringAsync($"/ko/companies/{company.Slug}/touchpoints/{await TouchpointAsync(company, "Shop")}?period=all"));

        var words = page.QuerySelectorAll("details.said");
        Assert.Contains(words, word => word.One("summary b").Words() == "인증키");
        Assert.DoesNotContain(words, word => word.One("summary b").Words() is "직원" or "매장");
        foreach (var quote in words.SelectMany(word => word.QuerySelectorAll("blockquote a")))
        {
            Assert.Contains("인증키", await browser.GetStringAsync(quote.Href()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Against_AnotherYear_IsSaidAndKept()
    {
        var company = await app.CompanyAsync();
        for (var i = 0; i < 12; i++)
        {
            await FourAsync(company, Today.AddDays(-i), hasZero: false);
            await FourAsync(company, Today.AddYears(-1).AddDays(-i), hasZero: true);
        }

        var shop = await TouchpointAsync(company, "Shop");
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/touchpoints/{shop}?period=30&against=year"));

        Assert.Contains("Against the same days a year ago: better, fewer zeros (−25 points,", page.One("#say").Words(), StringComparison.Ordinal);
        Assert.Contains("against=year", page.One("a.back").Href(), StringComparison.Ordinal);
    }

    private Task<Guid> FourAsync(Company company, DateOnly day, bool hasZero, int elsewhere = 0) => app.FinishedAsync(
        company,
        Outcome.Stayed,
        null,
        [
            .. Enumerable.Range(0, 4).Select(i => TestData.Said("Shop", hasZero && i == 0 ? "0" : "8", day)),
            .. Enumerable.Range(0, elsewhere).Select(_ => TestData.Said("Phone", "8", day)),
        ]);

    private Task<Guid> TouchpointAsync(Company company, string name) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Touchpoints.Where(t => t.CompanyId == company.Id && t.Name == name).Select(t => t.Id).SingleAsync());

    private Task<List<Marker>> MarkersAsync(Company company) => app.InScopeAsync(services =>
        services.GetRequiredService<AppDbContext>().Markers.AsNoTracking().Where(m => m.CompanyId == company.Id).ToListAsync());

    // With a good token of this person, so that nothing but the role decides.
    private static async Task<FormUrlEncodedContent> FieldsAsync(HttpClient browser, DateOnly on, string text) => Forms.Content(
    [
        new("__RequestVerificationToken", Forms.TokenOf(await browser.GetStringAsync("/en/sign-out"))),
        new("Input.On", Iso(on)),
        new("Input.Text", text),
    ]);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
