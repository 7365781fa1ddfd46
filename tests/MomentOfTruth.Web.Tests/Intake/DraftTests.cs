using System.Net;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>What is typed survives: refresh, Back, another device, a second tab.</summary>
public sealed class DraftTests(DraftTests.Timed app) : IClassFixture<DraftTests.Timed>
{
    private const string First = "Input.Moments[0].";

    // Nothing of this could be sent.
    private static readonly Dictionary<string, string> Wrong = LogForms.Typed(("Shop", "8"), ("Call centre", "0"))
        .With(First + "Score", "11").With(First + "OccurredOn", "gestern").With(First + "OccurredAt", "25:99").With(
            First + "Touchpoint", "  two\uFFFE ")
        .With("Input.Title", new string('x', 5000)).With("Input.Moments[1].Story", "first\nsecond 😀 <b> \u202Eabc");

    [Fact]
    public async Task Autosave_KeepsExactlyWhatWasTyped_RightOrWrong()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();

        var saved = await browser.SaveAsync(company, Wrong);

        var elsewhere = app.Browser();
        var html = await elsewhere.GetStringAsync(company.LogAddress() + "?draft=" + saved.Key);
        var drawn = Forms.FormOf(html, "Input.Title").Fields;
        Assert.All(Wrong, field => Assert.Equal(field.Value, drawn[field.Key]));
        Assert.Equal("1", drawn["version"]);
        Assert.DoesNotContain("data-error-summary", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Draft saved 12:00 (UTC+09:00)", "until 18 Mar 2026")]
    [InlineData("ko", "초안 저장됨 12:00 (UTC+09:00)", "2026년 3월 18일까지")]
    public async Task Save_WithoutScript_LeadsToALinkThatSaysUntilWhen(string culture, string when, string until)
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();
        var browser = app.Browser();

        var answer = await browser.PressAsync(company.LogAddress(culture), Wrong, "save");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var link = answer.Headers.Location!.OriginalString;
        Assert.Matches($"^/{culture}/log/[^/]+\\?draft=[0-9a-f]{{32}}$", link);
        var html = await browser.GetStringAsync(link);
        Assert.Contains(when, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains(until, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"value=\"http://localhost{link}\"", html, StringComparison.Ordinal);
        var drawn = Forms.FormOf(html, "Input.Title").Fields;
        Assert.All(Wrong, field => Assert.Equal(field.Value, drawn[field.Key]));
    }

    [Theory]
    [InlineData("en", "This draft is no longer here")]
    [InlineData("ko", "이 초안은 더 이상 없습니다")]
    public async Task Link_AfterSevenDays_IsSaidToBeGone(string culture, string words)
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, Wrong);
        var link = $"{company.LogAddress(culture)}?draft={key}";

        app.Clock.Set(new DateTimeOffset(2026, 3, 18, 2, 59, 59, TimeSpan.Zero));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        app.Clock.Set(new DateTimeOffset(2026, 3, 18, 3, 0, 0, TimeSpan.Zero));
        foreach (var gone in new[] { link, $"{company.LogAddress(culture)}?draft=nonsense", $"{company.LogAddress(culture)}?draft={new string('0', 32)}" })
        {
            var answer = await browser.GetAsync(gone);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            var text = await answer.TextAsync();
            Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.DoesNotContain("Input.Title", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Link_UnderAnotherCompany_OpensNothing()
    {
        var (key, _, _) = await app.Browser().SaveAsync(await app.CompanyAsync(), Wrong);
        Assert.Equal(
            HttpStatusCode.NotFound, (await app.Browser().GetAsync($"{(await app.CompanyAsync()).LogAddress()}?draft={key}")).StatusCode);
    }

    [Fact]
    public async Task Save_OfAnOlderVersion_IsKeptAsADraftOfItsOwn()
    {
        var company = await app.CompanyAsync();
        var (first, second) = (app.Browser(), app.Browser());
        var (key, _, _) = await first.SaveAsync(company, LogForms.Typed(("Shop", "8")));
        var link = $"{company.LogAddress()}?draft={key}";
        var (tab, otherTab) = (await first.GetStringAsync(link), await second.GetStringAsync(link));

        var newer = await first.SaveAsync(tab, ("Input.Title", "From the first tab"));
        var parted = await second.SaveAsync(otherTab, ("Input.Title", "From the second tab"));

        Assert.Equal((key, 2, null), newer);
        Assert.NotEqual(key, parted.Key);
        Assert.Equal(link, parted.Other);
        Assert.Equal("From the first tab", await TitleAsync(company, key));
        Assert.Equal("From the second tab", await TitleAsync(company, parted.Key));
    }

    [Fact]
    public async Task Save_RepeatedBecauseItsAnswerWasLost_IsTheSameDraft()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")));
        var page = await browser.GetStringAsync($"{company.LogAddress()}?draft={key}");

        await browser.SaveAsync(page, ("Input.Title", "Answered, but nobody heard it"));
        var again = await browser.SaveAsync(page, ("Input.Title", "And once more"));

        Assert.Equal((key, 3, null), again);
        Assert.Equal("And once more", await TitleAsync(company, key));
    }

    [Theory]
    [InlineData("save", "en", "This draft was saved in another tab meanwhile")]
    [InlineData("check", "ko", "그사이 다른 탭에서 이 초안을 저장했습니다")]
    public async Task Button_OnAnOlderVersion_PartsTheDraftsAndSaysSo(string button, string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")));
        var link = $"{company.LogAddress(culture)}?draft={key}";
        var (tab, otherTab) = (await browser.GetStringAsync(link), await browser.GetStringAsync(link));
        await browser.SaveAsync(tab, ("Input.Title", "From the first tab"));

        var answer = await browser.SubmitAsync(otherTab, "Input.Title", ("Input.Title", "From the second tab"), ("do", button));

        var html = await browser.GetStringAsync(answer.Headers.Location);
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"href=\"{link}\"", html, StringComparison.Ordinal);
        Assert.Contains("From the second tab", html, StringComparison.Ordinal);
        Assert.Equal("From the first tab", await TitleAsync(company, key));
    }

    [Fact]
    public async Task Check_OfADraftThatIsNotRightYet_LeadsBackToTheFormAndNamesIt()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed([.. Enumerable.Range(1, 101).Select(i => ($"Place {i}", "9"))]));

        var answer = await browser.GetAsync($"{company.LogAddress()}/check/{key}");

        Assert.Equal($"{company.LogAddress()}?draft={key}&wrong=all", answer.Headers.Location?.OriginalString);
        var html = await browser.GetStringAsync(answer.Headers.Location);
        Assert.Contains("A journey has at most 100 moments; here are 101", html, StringComparison.Ordinal);
        Assert.Equal("Place 101", Forms.FormOf(html, "Input.Title").Fields["Input.Moments[100].Touchpoint"]);
        Assert.DoesNotContain("value=\"add\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Autosave_WithoutAGoodToken_Is400AndStoresNothing()
    {
        var company = await app.CompanyAsync();
        var before = await StoreCounts.OfAsync(app);

        var answer = await app.Browser().PostAsync(company.LogAddress() + "?handler=Draft", Forms.Content(LogForms.Typed(("Shop", "8"))));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }

    [Fact]
    public async Task AutosavesAddress_OpenedAsAPage_IsTheForm() => Assert.Contains(
        "Input.Title", await app.Browser().GetStringAsync((await app.CompanyAsync()).LogAddress() + "?handler=Draft"), StringComparison.Ordinal);

    [Fact]
    public async Task Autosave_OfMoreThanADraftHolds_Is413AndStoresNothing()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var before = await StoreCounts.OfAsync(app);

        var answer = await browser.PostDraftAsync(
            await browser.GetStringAsync(company.LogAddress()), (First + "Story", new string('x', 4 * 1024 * 1024)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }

    [Fact]
    public async Task DayChosenAsDaysAgo_StaysTheSameDayTomorrow()
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(
            company, LogForms.Typed(("Shop", "8")).With(First + "OccurredOn", null).With(First + "DaysAgo", "3"));

        app.Clock.Set(new DateTimeOffset(2026, 3, 12, 3, 0, 0, TimeSpan.Zero));
        var drawn = Forms.FormOf(await browser.GetStringAsync($"{company.LogAddress()}?draft={key}"), "Input.Title").Fields;

        Assert.Equal(("2026-03-08", ""), (drawn[First + "OccurredOn"], drawn[First + "DaysAgo"]));
    }

    [Theory]
    [InlineData("en", "0", "11 Mar 2026 (today)")]
    [InlineData("en", "1", "10 Mar 2026 (yesterday)")]
    [InlineData("en", "3", "8 Mar 2026 (three days ago)")]
    [InlineData("ko", "0", "2026년 3월 11일 (오늘)")]
    [InlineData("ko", "3", "2026년 3월 8일 (사흘 전)")]
    public async Task DayChosenAsDaysAgo_IsOnTheCheckPageWithItsWords(string culture, string daysAgo, string words)
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();

        var (_, html) = await app.Browser().CheckAsync(
            company.LogAddress(culture),
            LogForms.Typed(("Shop", "8")).With(First + "OccurredOn", "2026-01-01").With(First + "DaysAgo", daysAgo));

        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    private async Task<string> TitleAsync(Company company, string key) =>
        Forms.FormOf(await app.Browser().GetStringAsync($"{company.LogAddress()}?draft={key}"), "Input.Title").Fields["Input.Title"];

    /// <summary>The app with a clock that a test sets.</summary>
    public class Timed : AppFixture
    {
        public SetClock Clock { get; } = new();

        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            Microsoft.AspNetCore.TestHost.WebHostBuilderExtensions.ConfigureTestServices(
                builder, services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, Clock));
        }
    }

    /// <summary>Stands where it is set; runs as usual before that.</summary>
    public sealed class SetClock : TimeProvider
    {
        private DateTimeOffset? _now;

        public void Set(DateTimeOffset now) => _now = now;

        public override DateTimeOffset GetUtcNow() => _now ?? base.GetUtcNow();
    }
}
