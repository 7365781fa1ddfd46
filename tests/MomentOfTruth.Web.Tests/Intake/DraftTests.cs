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
        var link = company.LogAddress() + "?draft=" + saved.Key;
        await AssertKeptAsync(Wrong, company, saved.Key);
        var html = await elsewhere.GetStringAsync(link);
        Assert.Equal("1", Forms.FormOf(html, "Input.Opened").Fields["version"]);
        Assert.DoesNotContain("data-error-summary", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Saved 12:00 (UTC+09:00)", "until 18 Mar 2026")]
    [InlineData("ko", "12:00 (UTC+09:00)에 저장됨", "2026년 3월 18일까지")]
    public async Task Save_WithoutScript_LeadsToALinkThatSaysUntilWhen(string culture, string when, string until)
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();
        var browser = app.Browser();

        var answer = await browser.PressAsync(company.LogAddress(culture), Wrong, "save");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var link = answer.Headers.Location!.OriginalString;
        Assert.Matches($"^/{culture}/log/[^/]+\\?draft=[0-9a-f]{{32}}&moment=1&at=draft-0#draft$", link);
        var html = await browser.GetStringAsync(link);
        Assert.Contains(when, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains(until, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"value=\"http://localhost{link.Split('&')[0]}\"", html, StringComparison.Ordinal);
        await AssertKeptAsync(Wrong, company, link.Split("draft=")[1].Split('&')[0]);
    }

    [Theory]
    [InlineData("en", "This draft is no longer here")]
    [InlineData("ko", "이 초안은 이제 없어요")]
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
            Assert.DoesNotContain("Input.Opened", text, StringComparison.Ordinal);
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
        var (tab, otherTab) = (await first.GetStringAsync(link + "&moment=1"), await second.GetStringAsync(link + "&moment=1"));

        var newer = await first.SaveAsync(tab, (First + "Story", "From the first tab"));
        var parted = await second.SaveAsync(otherTab, (First + "Story", "From the second tab"));

        Assert.Equal((key, 2, null), newer);
        Assert.NotEqual(key, parted.Key);
        Assert.Equal(link + "&moment=1", parted.Other);
        Assert.Equal("From the first tab", await StoryAsync(company, key));
        Assert.Equal("From the second tab", await StoryAsync(company, parted.Key));
    }

    [Fact]
    public async Task Save_RepeatedBecauseItsAnswerWasLost_IsTheSameDraft()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")));
        var page = await browser.GetStringAsync($"{company.LogAddress()}?draft={key}&moment=1");

        await browser.SaveAsync(page, (First + "Story", "Answered, but nobody heard it"));
        var again = await browser.SaveAsync(page, (First + "Story", "And once more"));

        Assert.Equal((key, 3, null), again);
        Assert.Equal("And once more", await StoryAsync(company, key));
    }

    [Theory]
    [InlineData("save", "en", "The same was changed in another tab")]
    [InlineData("all", "ko", "다른 탭에서 같은 글을 고쳐서")]
    public async Task Button_OnAnOlderVersion_PartsTheDraftsAndSaysSo(string button, string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")));
        var link = $"{company.LogAddress(culture)}?draft={key}";
        var (tab, otherTab) = (await browser.GetStringAsync(link + "&moment=1"), await browser.GetStringAsync(link + "&moment=1"));
        await browser.SaveAsync(tab, (First + "Story", "From the first tab"));

        var answer = await browser.SubmitAsync(otherTab, "Input.Opened", (First + "Story", "From the second tab"), ("do", button));

        var html = await browser.GetStringAsync(answer.Headers.Location);
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"href=\"{link}", html, StringComparison.Ordinal);
        Assert.Contains("From the second tab", html, StringComparison.Ordinal);
        Assert.Equal("From the first tab", await StoryAsync(company, key));
    }

    [Fact]
    public async Task Check_OfADraftThatIsNotRightYet_LeadsBackToTheFormAndNamesIt()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed([.. Enumerable.Range(1, 101).Select(i => ($"Place {i}", "9"))]));

        var answer = await browser.GetAsync($"{company.LogAddress()}/check/{key}");

        Assert.Equal($"{company.LogAddress()}?draft={key}&moment=1&wrong=1", answer.Headers.Location?.OriginalString);
        var html = await (await browser.GetAsync(answer.Headers.Location)).TextAsync();
        Assert.Contains("A journey has at most 100 moments; here are 101", html, StringComparison.Ordinal);
        Assert.Equal("Place 101", (await app.StoredDraftAsync(company, key)).Moments[100].Touchpoint);
        Assert.DoesNotContain("value=\"next\"", html, StringComparison.Ordinal);
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
        "Input.Opened", await app.Browser().GetStringAsync((await app.CompanyAsync()).LogAddress() + "?handler=Draft"), StringComparison.Ordinal);

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

    [Theory]
    [InlineData("en", "2026-03-11", "today")]
    [InlineData("en", "2026-03-10", "yesterday")]
    [InlineData("en", "2026-03-08", "8 Mar 2026")]
    [InlineData("ko", "2026-03-11", "오늘")]
    [InlineData("ko", "2026-03-09", "그저께")]
    public async Task Day_IsSaidAsPeopleSayIt(string culture, string day, string words)
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();
        var (key, _, _) = await app.Browser().SaveAsync(company, LogForms.Typed(("Shop", "8")).With(First + "OccurredOn", day));

        var page = Html.Parse(await app.Browser().GetStringAsync($"{company.LogAddress(culture)}?draft={key}&moment=1"));

        Assert.Equal(words, page.One("[data-day-shown]").TextContent);
    }

    [Fact]
    public async Task NewMoment_StartsOnTheDayOfTheOneBefore_AndTheFirstToday()
    {
        app.Clock.Set(new DateTimeOffset(2026, 3, 11, 3, 0, 0, TimeSpan.Zero));
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var first = Forms.FormOf(await browser.GetStringAsync(company.LogAddress()), "Input.Opened").Fields;
        var next = await browser.PressAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")), "next");

        Assert.Equal("2026-03-11", first[First + "OccurredOn"]);
        Assert.Equal("2026-03-10", Forms.FormOf(await next.Content.ReadAsStringAsync(), "Input.Opened").Fields[First + "OccurredOn"]);
    }

    private async Task AssertKeptAsync(Dictionary<string, string> typed, Company company, string key)
    {
        var drawn = await app.Browser().DraftAsync($"{company.LogAddress()}?draft={key}");
        Assert.All(
            typed.Where(f => f.Key.Contains("Moments", StringComparison.Ordinal)), field => Assert.Equal(field.Value, drawn[field.Key]));
        var stored = await app.StoredDraftAsync(company, key);
        Assert.Equal((typed["Input.Title"], typed["Input.Product"]), (stored.Title, stored.Product));
    }

    private async Task<string?> StoryAsync(Company company, string key) => (await app.StoredDraftAsync(company, key)).Moments[0].Story;

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
