using System.Net;
using System.Text;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class LogRefusalTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string First = "Input.Moments[0].";

    [Theory]
    [InlineData(First + "Score", "-1", "Moment 1: “-1” is not a score", "순간 1: “-1”은(는) 점수가 아닙니다")]
    [InlineData(First + "Score", "10.05", "Moment 1: “10.05” is not a score", "순간 1: “10.05”은(는) 점수가 아닙니다")]
    [InlineData(First + "Score", "abc", "Moment 1: “abc” is not a score", "순간 1: “abc”은(는) 점수가 아닙니다")]
    [InlineData(First + "Score", "1e1", "is not a score", "점수가 아닙니다")]
    [InlineData(First + "Score", "NaN", "is not a score", "점수가 아닙니다")]
    [InlineData(First + "Score", "10.1", "is not a score", "점수가 아닙니다")]
    [InlineData(First + "Score", null, "Moment 1: choose a score", "순간 1: 점수를 골라 주세요")]
    [InlineData(First + "OccurredOn", "2999-01-01", "Moment 1: this day has not come yet", "순간 1: 아직 오지 않은 날짜입니다")]
    [InlineData(First + "OccurredOn", "gestern", "“gestern” is not a day", "“gestern”은(는) 날짜가 아닙니다")]
    [InlineData(First + "OccurredOn", "2026-02-30", "“2026-02-30” is not a day", "“2026-02-30”은(는) 날짜가 아닙니다")]
    [InlineData(First + "OccurredOn", "0001-01-01", "the day cannot be before 1990", "1990년 이후의 날짜를")]
    [InlineData(First + "OccurredOn", null, "Moment 1: say on which day it was", "순간 1: 날짜를 적어 주세요")]
    [InlineData(First + "OccurredAt", "25:99", "“25:99” is not a time of day", "“25:99”은(는) 시각이 아닙니다")]
    [InlineData(First + "Touchpoint", "   ", "Moment 1: say where you met the company", "순간 1: 회사와 어디서 만났는지")]
    [InlineData(First + "Touchpoint", "\u200B", "Moment 1: say where you met the company", "순간 1: 회사와 어디서 만났는지")]
    [InlineData(First + "Story", "half\uFFFE", "a character that cannot be stored", "저장하거나 볼 수 없는 문자")]
    [InlineData("Input.Title", "\uFFFF", "a character that cannot be stored", "저장하거나 볼 수 없는 문자")]
    [InlineData(First + "Touchpoint", "__", "A name needs a letter, a digit or a symbol", "이름에는 글자나 숫자, 기호가 하나는")]
    [InlineData("Input.Product", "...", "A name needs a letter, a digit or a symbol", "이름에는 글자나 숫자, 기호가 하나는")]
    [InlineData(First + "Touchpoint", "\u3164", "say where you met the company", "회사와 어디서 만났는지")]
    [InlineData("Input.Product", "a\u0001b", "a character that cannot be stored", "저장하거나 볼 수 없는 문자")]
    public async Task Check_OfWhatIsNotRight_Is422InItsLanguage_KeepsItAndStoresNothing(
        string field, string? typed, string english, string korean)
    {
        foreach (var (culture, words) in new[] { ("en", english), ("ko", korean) })
        {
            await RefusesAsync(culture, LogForms.Typed(("Shop", "8"), ("Call centre", "0")).With(field, typed), words);
        }
    }

    [Fact]
    public async Task Check_OfAnUnknownChannel_Is422() =>
        await RefusesAsync(
            "en", LogForms.Typed(("Shop", "8")).With(First + "Channel", "telepathy"), "choose one of the listed channels",
            exceptFor: First + "Channel");

    [Theory]
    [InlineData("en", "A journey has at most 100 moments; here are 101")]
    [InlineData("ko", "순간을 100개까지 적을 수 있는데 지금 101개입니다")]
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
            await StoresNothingAsync(async () =>
            {
                var answer = await app.Browser().PressAsync(company.LogAddress(), fields, "check");
                Assert.InRange((int)answer.StatusCode, 400, 499);
            });
        }
    }

    [Theory]
    [InlineData("en", "Moment 1: say where you met the company", "Moment 1: choose a score")]
    [InlineData("ko", "순간 1: 회사와 어디서 만났는지", "순간 1: 점수를 골라 주세요")]
    public async Task Check_OfAnEmptyForm_NamesWhatIsMissing(string culture, string place, string score)
    {
        await RefusesAsync(culture, [], place);
        await RefusesAsync(culture, [], score);
    }

    [Theory]
    [InlineData("en", null, "This form was open for too long")]
    [InlineData("ko", null, "양식이 너무 오래 열려 있어")]
    [InlineData("en", "forged", "This form was open for too long")]
    [InlineData("ko", "forged", "양식이 너무 오래 열려 있어")]
    public async Task Check_WithoutOrWithAForgedToken_Is400AndKeepsEverything(string culture, string? token, string words)
    {
        var company = await CompanyAsync();
        var typed = LogForms.Typed(("Shop", "8"), ("Call centre", "0"));
        await StoresNothingAsync(async () =>
        {
            var answer = await app.Browser().PostAsync(
                company.LogAddress(culture), Forms.Content(typed.With("do", "check").With("__RequestVerificationToken", token)));

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            AssertKept(typed, await answer.Content.ReadAsStringAsync(), words);
        });
    }

    [Theory]
    [InlineData("en", "There is nothing here")]
    [InlineData("ko", "이곳에는 아무것도 없습니다")]
    public async Task Check_ForAnUnknownCompany_Is404(string culture, string words)
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync(company.LogAddress(culture)));
        await StoresNothingAsync(async () =>
        {
            var answer = await browser.PostAsync(
                $"/{culture}/log/no-such-company",
                Forms.Content(LogForms.Typed(("Shop", "8")).With("do", "check").With("__RequestVerificationToken", token)));

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("en", "0123456789abcdef0123456789abcdef", "This draft is no longer here")]
    [InlineData("ko", "0123456789abcdef0123456789abcdef", "이 초안은 더 이상 없습니다")]
    [InlineData("en", "nonsense", "This draft is no longer here")]
    [InlineData("ko", "한글", "이 초안은 더 이상 없습니다")]
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
    [InlineData("en", "This form was open for too long")]
    [InlineData("ko", "양식이 너무 오래 열려 있어")]
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
    [InlineData("ko", "%FF%FE", "요청을 읽을 수 없습니다")]
    [InlineData("en", "%ED%A0%80", "could not be read")]
    [InlineData("ko", "%ED%A0%80", "요청을 읽을 수 없습니다")]
    [InlineData("en", "%C3", "could not be read")]
    [InlineData("ko", "%C3", "요청을 읽을 수 없습니다")]
    [InlineData("en", "\xFF\xFE", "could not be read")]
    [InlineData("ko", "\xFF\xFE", "요청을 읽을 수 없습니다")]
    [InlineData("en", "\xED\xA0\x80", "could not be read")]
    [InlineData("ko", "\xED\xA0\x80", "요청을 읽을 수 없습니다")]
    public async Task Check_OfBytesThatAreNoUtf8_Is400AndStoresNothing(string culture, string bytes, string words)
    {
        var company = await CompanyAsync();
        var browser = app.Browser();
        var token = Uri.EscapeDataString(Forms.TokenOf(await browser.GetStringAsync(company.LogAddress(culture))));
        var body = $"{First}Touchpoint=Shop&{First}Score=8&{First}OccurredOn=2026-03-10&{First}Story=a{bytes}b&do=check&__RequestVerificationToken={token}";
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

    private async Task RefusesAsync(string culture, Dictionary<string, string> typed, string words, string? exceptFor = null)
    {
        var company = await CompanyAsync();
        await StoresNothingAsync(async () =>
        {
            var answer = await app.Browser().PressAsync(company.LogAddress(culture), typed, "check");

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            AssertKept(exceptFor is null ? typed : typed.With(exceptFor, null), await answer.Content.ReadAsStringAsync(), words);
        });
    }

    private static void AssertKept(Dictionary<string, string> typed, string html, string words)
    {
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        var drawn = Forms.FormOf(html, "Input.Title").Fields;
        Assert.All(typed, field => Assert.Equal(string.IsNullOrWhiteSpace(field.Value) ? "" : field.Value, drawn[field.Key]));
    }

    private async Task StoresNothingAsync(Func<Task> act)
    {
        var before = await StoreCounts.OfAsync(app);
        await act();
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }
}
