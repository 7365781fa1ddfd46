using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>What waits for the company, in one list.</summary>
public sealed class AnswersTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "Nothing waits for you", "Call centre", "new, with a zero", "To answer 1")]
    [InlineData("ko", "기다리는 여정이 없어요", "고객센터", "새 0점", "답할 차례 1")]
    public async Task List_IsEmptyAtFirst_ThenHoldsWhatWaits_AndTheBadgeCountsIt(
        string culture, string empty, string touchpoint, string why, string badge)
    {
        var company = await app.CompanyAsync();
        var viewer = await app.SignedInAsync(company, CompanyRole.Viewer);
        Assert.Contains(empty, await TextAsync(viewer, company, culture: culture), StringComparison.Ordinal);

        await app.JourneyAsync(company, TestData.Said("Shop", "9"), TestData.Said("Call centre", "0", story: "They hung up\non me."));
        await app.JourneyAsync(company, TestData.Said("Shop", "9"));

        var page = Html.Parse(await viewer.GetStringAsync(Address(company, culture: culture)));
        var row = Assert.Single(page.QuerySelectorAll(".answers tbody tr"));
        Assert.Contains(touchpoint, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("They hung up on me.", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(why, row.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("9 · ✕", Words(row.QuerySelector(".scores")!), StringComparison.Ordinal);
        Assert.Equal(badge, Words(page.QuerySelector($"nav.sub a[href='/{culture}/companies/{company.Slug}/answers']")!));

        // Whoever may only read is offered nothing to press.
        Assert.Empty(page.QuerySelectorAll(".answers button"));
    }

    [Fact]
    public async Task EveryReason_IsSaid_AndFiltered()
    {
        var company = await app.CompanyAsync();
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        var (collapsed, _) = await app.JourneyAsync(company, TestData.Said("Collapsed", "0"));
        var asked = await AskedAsync(company, "Asked");
        var wrote = (await OpenedJourney.OfAsync(app, "en", company, TestData.Said("Wrote", "8"))).Id;
        var (promised, _) = await app.JourneyAsync(company, TestData.Said("Promised", "8"));
        var (later, _) = await app.JourneyAsync(company, TestData.Said("Later", "8"));
        var today = TimeProvider.System.Today(company.TimeZoneId);
        await app.InScopeAsync(async services =>
        {
            var cases = services.GetRequiredService<CaseWriter>();
            await cases.ReplyAsync(company.Key(wrote), manager.Id, "Sorry", close: true, default);
            await cases.AnswerAsync(company.Key(wrote), "And now?", default);
            await cases.PromiseAsync(company.Key(promised), today, company.TimeZoneId, default);
            return await cases.PromiseAsync(company.Key(later), today.AddDays(1), company.TimeZoneId, default);
        });
        var browser = await app.SignedInAsync(manager);

        Assert.Equal([collapsed, asked, wrote, promised], (await RowsAsync(browser, company)).Order());
        Assert.Equal([collapsed], await RowsAsync(browser, company, "?why=collapsed"));
        Assert.Equal([asked], await RowsAsync(browser, company, "?why=asked"));
        Assert.Equal([wrote], await RowsAsync(browser, company, "?why=wrote"));
        Assert.Equal([wrote], await RowsAsync(browser, company, "?state=wrote"));
        Assert.Equal([promised], await RowsAsync(browser, company, "?why=promised"));
        Assert.Equal([], await RowsAsync(browser, company, "?state=answered"));
        Assert.Equal([], await RowsAsync(browser, company, "?owner=mine"));
        Assert.Equal(4, (await RowsAsync(browser, company, "?owner=nobody")).Count);
        Assert.Equal(4, (await RowsAsync(browser, company, "?why=nonsense&owner=x&state=y&sort=z&rows=7&after=q")).Count);

        var summary = await app.InScopeAsync(s => s.GetRequiredService<AnswersQuery>().SummaryAsync(company.Id, default));
        Assert.Equal((4, 1, 1, promised), (summary.Waiting, summary.Collapsed, summary.WantsAnswer, summary.Oldest));
        Assert.Equal(CompanyClock.StartOf(today, company.TimeZoneId), summary.OldestSinceUtc);
    }

    [Fact]
    public async Task ClosedAndAnswered_AreListsOfTheirOwn()
    {
        var company = await app.CompanyAsync();
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        var (answered, _) = await app.JourneyAsync(company, TestData.Said("Shop", "0"));
        var (closed, _) = await app.JourneyAsync(company, TestData.Said("Shop", "0"));
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<CaseWriter>().ReplyAsync(company.Key(answered), manager.Id, "Sorry", close: false, default);
            return await services.GetRequiredService<CaseWriter>().CloseAsync(company.Key(closed), default);
        });
        var browser = await app.SignedInAsync(manager);

        Assert.Empty(await RowsAsync(browser, company));
        Assert.Equal([answered], await RowsAsync(browser, company, "?state=answered"));
        Assert.Equal([closed], await RowsAsync(browser, company, "?state=closed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sort=newest")]
    public async Task Pages_HoldEveryRowOnce_ThereAndBack(string sort)
    {
        var company = await app.CompanyAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            ids.Add((await app.JourneyAsync(company, TestData.Said("Shop", "0"))).Id);
        }

        // Ten at the same instant: their ids decide.
        var same = DateTime.UtcNow.AddHours(-3);
        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Cases
            .Where(c => c.CompanyId == company.Id && ids.Skip(20).Take(10).Contains(c.JourneyId))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.WaitsSinceUtc, same)));
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var (forth, back) = (new List<Guid>(), new List<Guid>());
        string? last = null;
        for (var address = Address(company, "?rows=25" + sort); address is not null;)
        {
            var page = Html.Parse(await browser.GetStringAsync(address));
            forth.AddRange(Rows(page));
            (last, address) = (address, page.QuerySelector(".pager [rel=next]")?.GetAttribute("href"));
        }

        for (var address = last; address is not null;)
        {
            var page = Html.Parse(await browser.GetStringAsync(address));
            back.InsertRange(0, Rows(page));
            address = page.QuerySelector(".pager [rel=prev]")?.GetAttribute("href");
        }

        Assert.Equal(60, forth.Distinct().Count());
        Assert.Equal(60, forth.Count);
        Assert.Equal(60, back.Distinct().Count());
        IEnumerable<Guid> expected = [.. ids.Skip(20).Take(10).Order(), .. ids.Take(20), .. ids.Skip(30)];
        Assert.Equal(sort.Length == 0 ? expected : expected.Reverse(), forth);
    }

    [Fact]
    public async Task Badge_StopsCountingAt99()
    {
        var company = await app.CompanyAsync();
        await app.ManyAsync(company, 120, seed: 7);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            foreach (var id in await db.JourneysOf(company.Id).Select(j => j.Id).ToListAsync())
            {
                db.Add(CaseTurns.Begun(company.Key(id), isCollapsed: true, wantsAnswer: false, DateTime.UtcNow)!);
            }

            return await db.SaveChangesAsync();
        });
        var browser = await app.SignedInAsync(company, CompanyRole.Viewer);
        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/members"));
        Assert.Equal("To answer 99+", Words(page.QuerySelector($"nav.sub a[href='/en/companies/{company.Slug}/answers']")!));
    }

    [Fact]
    public async Task Take_PutsItInOnesHands_FromTheList_AndOnlyManagersMay()
    {
        var company = await app.CompanyAsync();
        var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "0"));
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        var browser = await app.SignedInAsync(manager);

        var taken = await browser.SubmitAsync(
            await browser.GetStringAsync(Address(company, "?why=collapsed")), "journey", ("journey", id.ToString()));

        Assert.Equal(Address(company, "?why=collapsed"), taken.Headers.Location?.OriginalString);
        Assert.Equal(manager.Id, await OwnerOfAsync(id));
        Assert.Equal([id], await RowsAsync(browser, company, "?owner=mine"));
        Assert.Equal([id], await RowsAsync(browser, company, $"?owner={manager.Id:N}"));
        Assert.Empty(await RowsAsync(browser, company, "?owner=nobody"));

        var viewer = await app.SignedInAsync(company, CompanyRole.Viewer);
        var token = Forms.TokenOf(await viewer.GetStringAsync("/en/sign-out"));
        var refused = await viewer.PostAsync(
            Address(company, "?handler=Take"), Forms.Content([new("journey", id.ToString()), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(manager.Id, await OwnerOfAsync(id));
    }

    [Fact]
    public async Task Outcomes_SayWhatCustomersSay_BesideWhatTheCompanySays()
    {
        var company = await app.CompanyAsync();
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        for (var i = 0; i < 6; i++)
        {
            var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "0"));
            await app.InScopeAsync(async services =>
            {
                var cases = services.GetRequiredService<CaseWriter>();
                await cases.ReplyAsync(company.Key(id), manager.Id, "Sorry", close: i < 3, default);
                return await cases.JudgeAsync(company.Key(id), i < 2 ? Verdict.Helped : Verdict.DidNotHelp, default);
            });
        }

        var cards = Html.Parse(await (await app.SignedInAsync(manager)).GetStringAsync(Address(company))).QuerySelectorAll(".card").Select(Words).ToList();
        Assert.StartsWith("Solved by the customer’s word 33.3 % n = 6 · 95 %: 9.7 % to 70 %", cards[0], StringComparison.Ordinal);
        Assert.StartsWith("Closed by us 50 % n = 6", cards[1], StringComparison.Ordinal);
        Assert.StartsWith("First answer 0", cards[2], StringComparison.Ordinal);
    }

    private async Task<Guid> AskedAsync(Company company, string touchpoint)
    {
        var entry = new JourneyEntry([TestData.Said(touchpoint, "8")]) { Contact = "someone@example.org" };
        return (await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().LogAsync(company.Id, entry, ReceiptCode.New(), null, default)))!
            .Value.JourneyId;
    }

    private Task<Guid?> OwnerOfAsync(Guid journey) => app.InScopeAsync(s =>
        s.GetRequiredService<AppDbContext>().Cases.Where(c => c.JourneyId == journey).Select(c => c.OwnerId).SingleAsync());

    private static string Address(Company company, string query = "", string culture = "en") => $"/{culture}/companies/{company.Slug}/answers{query}";

    private static async Task<string> TextAsync(HttpClient browser, Company company, string query = "", string culture = "en") =>
        WebUtility.HtmlDecode(await browser.GetStringAsync(Address(company, query, culture)));

    private static async Task<IReadOnlyList<Guid>> RowsAsync(HttpClient browser, Company company, string query = "") =>
        Rows(Html.Parse(await browser.GetStringAsync(Address(company, query))));

    private static List<Guid> Rows(IParentNode page) =>
        [.. page.QuerySelectorAll(".answers tbody th a").Select(a => Guid.Parse(a.GetAttribute("href")!.Split('/', '?')[5]))];

    private static string Words(INode node) =>
        string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
