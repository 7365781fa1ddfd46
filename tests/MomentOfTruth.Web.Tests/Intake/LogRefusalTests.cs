using System.Net;
using System.Text;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class LogRefusalTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string First = "Input.Moments[0].";

    [Theory]
    [InlineData(First + "Score", "-1", "Moment 1: “-1” is not a score", "1번째: 점수를 0에서 10까지")]
    [InlineData(First + "Score", "10.05", "Moment 1: “10.05” is not a score", "지금은 “10.05”\u2060로")]
    [InlineData(First + "Score", "abc", "Moment 1: “abc” is not a score", "지금은 “abc”\u2060로")]
    [InlineData(First + "Score", "1e1", "is not a score", "점수를 0에서 10까지")]
    [InlineData(First + "Score", "NaN", "is not a score", "점수를 0에서 10까지")]
    [InlineData(First + "Score", "10.1", "is not a score", "점수를 0에서 10까지")]
    [InlineData(First + "Score", null, "Moment 1: please choose a score", "1번째: 점수를 골라 주세요")]
    [InlineData(First + "OccurredOn", "2999-01-01", "Moment 1: that day has not come yet", "1번째: 아직 오지 않은 날짜예요")]
    [InlineData(First + "OccurredOn", "gestern", "“gestern” is not a date", "지금은 “gestern”\u2060으로")]
    [InlineData(First + "OccurredOn", "2026-02-30", "“2026-02-30” is not a date", "지금은 “2026-02-30”\u2060으로")]
    [InlineData(First + "OccurredOn", "0001-01-01", "please give a day from 1990 on", "1990년 이후의 날짜를")]
    [InlineData(First + "OccurredOn", null, "Moment 1: please give the day", "1번째: 날짜를 적어 주세요")]
    [InlineData(First + "OccurredAt", "25:99", "“25:99” is not a time", "지금은 “25:99”\u2060로")]
    [InlineData(First + "Touchpoint", "   ", "Moment 1: please say where it was", "1번째: 어디에서 있었던 일인지")]
    [InlineData(First + "Touchpoint", "\u200B", "Moment 1: please say where it was", "1번째: 어디에서 있었던 일인지")]
    [InlineData(First + "Story", "half\uFFFE", "a character that cannot be stored", "저장하거나 볼 수 없는 문자")]
    [InlineData(First + "Touchpoint", "__", "A name needs a letter, a digit or a symbol", "이름에는 글자나 숫자, 기호가 하나는")]
    [InlineData(First + "Touchpoint", "\u3164", "please say where it was", "어디에서 있었던 일인지")]
    public async Task Check_OfWhatIsNotRight_Is422InItsLanguage_KeepsItAndStoresNothing(
        string field, string? typed, string english, string korean)
    {
        foreach (var (culture, words) in new[] { ("en", english), ("ko", korean) })
        {
            await RefusesAsync(culture, LogForms.Typed(("Shop", "8"), ("Call centre", "0")).With(field, typed), words);
        }
    }

    [Theory]
    [InlineData("Input.Title", "a\u0001b", "a character that cannot be stored", "저장하거나 볼 수 없는 문자")]
    [InlineData("Input.Product", "...", "A name needs a letter, a digit or a symbol", "이름에는 글자나 숫자, 기호가 하나는")]
    [InlineData("Input.Product", "a\u0001b", "a character that cannot be stored", "저장하거나 볼 수 없는 문자")]
    public async Task Send_OfAJourneyThatIsAboutNothingThatCanBeStored_Is422AndKeepsIt(
        string field, string typed, string english, string korean)
    {
        foreach (var (culture, words) in new[] { ("en", english), ("ko", korean) })
        {
            var browser = app.Browser();
            var (_, html) = await browser.CheckAsync((await CompanyAsync()).LogAddress(culture), LogForms.Typed(("Shop", "8")));

            var answer = await browser.SubmitAsync(html, "Ticket", (field, typed));

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var shown = await answer.Content.ReadAsStringAsync();
            Assert.Contains(words, WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
            Assert.Equal(typed, Forms.FormOf(shown, "Ticket").Fields[field]);
        }
    }

    [Theory]
    [InlineData("en", "A journey has at most 100 moments; here are 101")]
    [InlineData("ko", "100가지까지 적을 수 있는데 지금 101가지예요")]
    public async Task Check_Of101Moments_Is422AndKeepsThem(string culture, string words) =>
        await RefusesAsync(culture, LogForms.Typed([.. Enumerable.Range(1, 101).Select(i => ($"Place {i}", "9"))]), words);

    [Theory]
    [InlineData("en", "Please use at most 5000 characters")]
    [InlineData("ko", "5000자 이내로 써 주세요")]
    public async Task Check_OfAStoryOfAMegabyte_Is422AndKeepsIt(string culture, string words) =>
        await RefusesAsync(culture, LogForms.Typed(("Shop", "8")).With(First + "Story", new string('x', 1 << 20)), words);

    [Fact]
    public async Task Check_OfMoreMomentsThanAFormMayHave_IsNoServerError()
    {
        var company = await CompanyAsync();
        foreach (var count in new[] { 1024, 1025, 1100, 2000 })
        {
            var fields = Enumerable.Range(0, count).ToDictionary(i => $"Input.Moments[{i}].Score", _ => "5");
            var answer = await app.Browser().PressAsync(company.LogAddress(), fields, "all");
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
    }

    [Theory]
    [InlineData("en", "Moment 1: please say where it was", "Moment 1: please choose a score")]
    [InlineData("ko", "1번째: 어디에서 있었던 일인지", "1번째: 점수를 골라 주세요")]
    public async Task Check_OfAnEmptyForm_NamesWhatIsMissing(string culture, string place, string score)
    {
        await RefusesAsync(culture, [], place);
        await RefusesAsync(culture, [], score);
    }

    [Theory]
    [InlineData("en", null, "This page was open for so long")]
    [InlineData("ko", null, "화면을 오래 열어 두어")]
    [InlineData("en", "forged", "This page was open for so long")]
    [InlineData("ko", "forged", "화면을 오래 열어 두어")]
    public async Task Check_WithoutOrWithAForgedToken_Is400AndKeepsEverything(string culture, string? token, string words)
    {
        var company = await CompanyAsync();
        var typed = LogForms.Typed(("Shop", "8")).With("Input.Title", null);
        await StoresNothingAsync(async () =>
        {
            var answer = await app.Browser().PostAsync(
                company.LogAddress(culture), Forms.Content(typed.With("do", "all").With("__RequestVerificationToken", token)));

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            AssertKept(typed, await answer.Content.ReadAsStringAsync(), words);
        });
    }

    [Theory]
    [InlineData("en", "Page not found")]
    [InlineData("ko", "페이지를 찾을 수 없어요")]
    public async Task Check_ForAnUnknownCompany_Is404(string culture, string words)
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync(company.LogAddress(culture)));
        await StoresNothingAsync(async () =>
        {
            var answer = await browser.PostAsync(
                $"/{culture}/log/no-such-company",
                Forms.Content(LogForms.Typed(("Shop", "8")).With("do", "all").With("__RequestVerificationToken", token)));

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("en", "0123456789abcdef0123456789abcdef", "This draft is no longer here")]
    [InlineData("ko", "0123456789abcdef0123456789abcdef", "이 초안은 이제 없어요")]
    [InlineData("en", "nonsense", "This draft is no longer here")]
    [InlineData("ko", "한글", "이 초안은 이제 없어요")]
    public async Task Check_OfAnUnknownDraft_Is404(string culture, string draft, string words)
    {
        var company = await CompanyAsync();
        var answer = await app.Browser().GetAsync($"{company.LogAddress(culture)}/check/{Uri.EscapeDataString(draft)}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfADraftUnderAnotherCompany_Is404()
    {
        var browser = app.Browser();
        var (address, _) = await browser.CheckAsync((await CompanyAsync()).LogAddress(), LogForms.Typed(("Shop", "8")));

        var answer = await browser.GetAsync($"{(await CompanyAsync()).LogAddress()}/check/{address.Split('/')[^1]}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Story of Shop", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "This page was open for so long")]
    [InlineData("ko", "화면을 오래 열어 두어")]
    public async Task Send_WithAForgedOrForeignTicketOrToken_Is400AndStoresNothing(string culture, string words)
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        var (_, mine) = await browser.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")));
        var (_, other) = await browser.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "9")));
        (string, string)[] changes = [("Ticket", ""), ("Ticket", "forged"), ("Ticket", Forms.Hidden(other, "Ticket")), (
            "__RequestVerificationToken", "forged")];
        foreach (var change in changes)
        {
            await StoresNothingAsync(async () =>
            {
                var answer = await browser.SubmitAsync(mine, "Ticket", change);

                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                var text = await answer.TextAsync();
                Assert.Contains(words, text, StringComparison.Ordinal);
                Assert.Contains("Story of Shop", text, StringComparison.Ordinal);
            });
        }
    }

    [Theory]
    [InlineData("en", "%FF%FE", "could not be read")]
    [InlineData("ko", "%FF%FE", "요청을 읽을 수 없어요")]
    [InlineData("en", "%ED%A0%80", "could not be read")]
    [InlineData("ko", "%ED%A0%80", "요청을 읽을 수 없어요")]
    [InlineData("en", "%C3", "could not be read")]
    [InlineData("ko", "%C3", "요청을 읽을 수 없어요")]
    [InlineData("en", "\xFF\xFE", "could not be read")]
    [InlineData("ko", "\xFF\xFE", "요청을 읽을 수 없어요")]
    [InlineData("en", "\xED\xA0\x80", "could not be read")]
    [InlineData("ko", "\xED\xA0\x80", "요청을 읽을 수 없어요")]
    public async Task Check_OfBytesThatAreNoUtf8_Is400AndStoresNothing(string culture, string bytes, string words)
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        var token = Uri.EscapeDataString(Forms.TokenOf(await browser.GetStringAsync(company.LogAddress(culture))));
        var body = $"{First}Touchpoint=Shop&{First}Score=8&{First}OccurredOn=2026-03-10&{First}Story=a{bytes}b&do=all&__RequestVerificationToken={token}";
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.Add("Content-Type", "application/x-www-form-urlencoded");
        await StoresNothingAsync(async () =>
        {
            var answer = await browser.PostAsync(company.LogAddress(culture), content);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        });
    }

    private Task<Domain.Companies.Company> CompanyAsync() => app.CompanyAsync();

    // What was typed stays in a draft, and no journey is made of it.
    private async Task RefusesAsync(string culture, Dictionary<string, string> typed, string words)
    {
        var company = await CompanyAsync();
        var before = await StoreCounts.OfAsync(app);
        var browser = app.Browser();

        var answer = await browser.PressAsync(company.LogAddress(culture), typed, "all");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(before with { Drafts = before.Drafts + 1 }, await StoreCounts.OfAsync(app));
        var drawn = await browser.DraftAsync(answer.RequestMessage!.RequestUri!.PathAndQuery.Split('&')[0]);
        Assert.All(
            typed.Where(f => f.Key.Contains("Moments", StringComparison.Ordinal)),
            field => Assert.Equal(string.IsNullOrWhiteSpace(field.Value) ? "" : field.Value, drawn[field.Key]));
    }

    private static void AssertKept(Dictionary<string, string> typed, string html, string words)
    {
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var drawn = Forms.FormOf(html, "Input.Opened").Fields;
        Assert.All(typed, field => Assert.Equal(field.Value, drawn[field.Key]));
    }

    private async Task StoresNothingAsync(Func<Task> act)
    {
        var before = await StoreCounts.OfAsync(app);
        await act();
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }
}
