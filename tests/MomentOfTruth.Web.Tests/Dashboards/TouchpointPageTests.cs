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
            var view = await services.GetRequiredService<TouchpointQuery>().RunAsync(company.Id, shop, filter, Today, default);
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

    // 10 zeros of 40 before and 2 of 40 after: by hand −20 points, Newcombe's interval −35.6 to −4.2.
    [Fact]
    public async Task Marker_ComparesEquallyManyDaysOnEitherSide()
    {
        var company = await app.CompanyAsync();
        var on = Today.AddDays(-9);
        await app.FinishedAsync(company, Outcome.Stayed, null, [.. Enumerable.Repeat(TestData.Said("Shop", "0", on.AddDays(-11)), 9)]);
        for (var day = 0; day < 10; day++)
        {
            await FourAsync(company, on.AddDays(day - 10), hasZero: true);
            await FourAsync(company, on.AddDays(day), hasZero: day is 0 or 9);
        }

        var shop = await TouchpointAsync(company, "Shop");
        await app.InScopeAsync(
            services => services.GetRequiredService<MarkerWriter>().AddAsync(company.Id, shop, on, "New script", default));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);

        var page = await (await browser.GetAsync($"/en/companies/{company.Slug}/touchpoints/{shop}?period=30")).TextAsync();

        Assert.Contains("10 of 40", page, StringComparison.Ordinal);
        Assert.Contains("2 of 40", page, StringComparison.Ordinal);
        Assert.Contains("Fewer zeros since.", page, StringComparison.Ordinal);
        Assert.Contains("−20 points, 95 % interval −35.6 to −4.2 (10 days each)", page, StringComparison.Ordinal);
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

        Assert.Contains("Too few to compare yet: 30 moments are needed on either side (3 days each).", page, StringComparison.Ordinal);
        Assert.Contains("Nothing to compare with", page, StringComparison.Ordinal);
    }

    private Task<Guid> FourAsync(Company company, DateOnly day, bool hasZero) => app.FinishedAsync(
        company, Outcome.Stayed, null, [.. Enumerable.Range(0, 4).Select(i => TestData.Said("Shop", hasZero && i == 0 ? "0" : "8", day))]);

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
