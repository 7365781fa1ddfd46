using System.Net;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>
/// The buttons of the form lead to a page that can be loaded again and gone back to; without that a reload would press them once more.
/// </summary>
public sealed class FormButtonsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Nobody = "ffffffffffffffff";

    [Theory]
    [InlineData("next", "A=8 B=0 C=7.5", 4, null)]
    [InlineData("up:3", "A=8 C=7.5 B=0", 1, "#moment-2")]
    [InlineData("up:1", "A=8 B=0 C=7.5", 1, null)]
    [InlineData("down:1", "B=0 A=8 C=7.5", 2, null)]
    [InlineData("down:3", "A=8 B=0 C=7.5", 1, "#moment-3")]
    [InlineData("remove:2", "A=8 C=7.5", 1, "#told")]
    [InlineData("remove:1", "B=0 C=7.5", 3, "#told")]
    [InlineData("remove:9", "A=8 B=0 C=7.5", 1, null)]
    [InlineData("edit:3", "A=8 B=0 C=7.5", 3, null)]
    [InlineData("edit:9", "A=8 B=0 C=7.5", 1, null)]
    [InlineData("undo", "A=8 B=0 C=7.5", 1, null)]
    [InlineData("save", "A=8 B=0 C=7.5", 1, "#draft")]
    [InlineData("<script>", "A=8 B=0 C=7.5", 1, null)]
    public async Task Button_LeadsToTheFormAsItIsThen_AndStoresADraftAlone(string button, string expected, int moment, string? place)
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var typed = LogForms.Typed(("A", "8"), ("B", "0"), ("C", "7.5"));
        var before = await StoreCounts.OfAsync(app);

        var answer = await browser.PostFormAsync(company.LogAddress(), typed.With("do", Keyed(button)));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = answer.Headers.Location!.OriginalString;
        Assert.EndsWith(place ?? "#Input_Moments_0__Story", address, StringComparison.Ordinal);
        Assert.Contains($"&moment={moment}", address, StringComparison.Ordinal);
        var (first, again) = (await browser.GetStringAsync(address), await browser.GetStringAsync(address));
        Assert.Equal(first.Count(c => c == '\n'), again.Count(c => c == '\n'));
        if (place is not null)
        {
            Assert.NotNull(Html.Parse(first).QuerySelector(place));
        }

        var stored = await app.StoredDraftAsync(company, address.Split("draft=")[1][..32]);
        Assert.Equal(expected, string.Join(' ', stored.Moments.Select(m => $"{m.Touchpoint}={m.Score}")));
        Assert.Equal(("Modem", "Five moments"), (stored.Product, stored.Title));
        Assert.Equal(before with { Drafts = before.Drafts + 1 }, await StoreCounts.OfAsync(app));
    }

    [Fact]
    public async Task AnyButtons_KeepEverythingTyped_AndUndoPutsBack_AlsoAfterAReload()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var typed = LogForms.Typed(("A", "8"), ("B", "-1"), ("C", "7.5")).With("Input.Moments[1].OccurredOn", "yesterday");
        var answer = await browser.PostFormAsync(company.LogAddress(), typed.With("do", Keyed("remove:2")));
        var link = answer.Headers.Location!.OriginalString.Split('&')[0];
        foreach (var button in new[] { "up:3", "undo", "down:1", "remove:3", "undo" })
        {
            await browser.GetStringAsync(answer.Headers.Location);
            answer = await browser.SubmitAsync(await browser.GetStringAsync(answer.Headers.Location), "Input.Opened", ("do", Keyed(button)));
        }

        var drawn = await browser.DraftAsync(link);
        Assert.Equal(["C", "B", "A"], Enumerable.Range(0, 3).Select(i => drawn[$"Input.Moments[{i}].Touchpoint"]));
        Assert.All(
            typed.Where(f => f.Key.StartsWith("Input.Moments[1]", StringComparison.Ordinal)), field => Assert.Equal(field.Value, drawn[field.Key]));
    }

    [Theory]
    [InlineData("moment-99")]
    [InlineData("moment--1")]
    [InlineData("7-1")]
    [InlineData("<b>")]
    public async Task Place_ThatTheFormDoesNotHave_IsNone(string at)
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")));

        var form = Html.Parse(await browser.GetStringAsync($"{company.LogAddress()}?draft={key}&at={Uri.EscapeDataString(at)}"));

        Assert.Empty(form.QuerySelectorAll("main details [autofocus], main h2[autofocus]"));
    }

    [Theory]
    [InlineData("next")]
    [InlineData("all")]
    public async Task OnAPageInWhichNothingWasTold_ItIsSaidWhatIsMissing_AndNothingIsKept(string button)
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());

        var answer = await browser.SubmitAsync(await browser.GetStringAsync(company.LogAddress()), "Input.Opened", ("do", button));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Moment 1: please choose a score", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThatWasAll_OnAnEmptyPageAfterOthers_LeadsToTheLastPage()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var next = await browser.PressAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")), "next");

        var answer = await browser.SubmitAsync(await next.Content.ReadAsStringAsync(), "Input.Opened", ("do", "all"));

        Assert.Contains("/check/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageOfAMoment_ThatAnotherPageHasNotTouched_IsSavedInTheSameDraft()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8"), ("Call centre", "5")));
        var link = $"{company.LogAddress()}?draft={key}";
        var (first, second) = (await browser.GetStringAsync(link + "&moment=1"), await browser.GetStringAsync(link + "&moment=2"));

        var one = await browser.SaveAsync(first, ("Input.Moments[0].Story", "One"));
        var two = await browser.SaveAsync(second, ("Input.Moments[0].Story", "Two"));

        Assert.Equal(((key, 2, null), (key, 3, null)), (one, two));
        Assert.Equal(["One", "Two"], (await app.StoredDraftAsync(company, key)).Moments.Select(m => m.Story));
    }

    [Fact]
    public async Task MomentRemovedElsewhere_IsNotLostWithWhatIsTyped()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8"), ("Call centre", "5")));
        var link = $"{company.LogAddress()}?draft={key}";
        var (first, second) = (await browser.GetStringAsync(link + "&moment=1"), await browser.GetStringAsync(link + "&moment=2"));
        await browser.SubmitAsync(first, "Input.Opened", ("do", Keyed("remove:2")));

        await browser.SaveAsync(second, ("Input.Moments[0].Story", "Still typed"));

        Assert.Equal("Still typed", (await app.StoredDraftAsync(company, key)).Moments[1].Story);
    }

    [Fact]
    public async Task HundredMoments_TakeNoMore()
    {
        var company = await app.CompanyAsync();
        var typed = LogForms.Typed([.. Enumerable.Range(1, 100).Select(i => ($"Place {i}", "9"))]);
        var browser = app.Browser();

        var answer = await browser.PostFormAsync(company.LogAddress(), typed.With("do", "next"));

        Assert.Contains("/check/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var form = await browser.GetStringAsync($"{company.LogAddress()}?draft={answer.Headers.Location!.OriginalString.Split('/')[^1]}");
        Assert.Contains("up to 100 moments", form, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"next\"", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HundredMomentsWithTheLongestStories_AreSent()
    {
        var company = await app.CompanyAsync();
        var typed = LogForms.Typed([.. Enumerable.Range(1, 100).Select(i => ($"Place {i}", "9"))]);
        foreach (var i in Enumerable.Range(0, 100))
        {
            typed[$"Input.Moments[{i}].Story"] = new string('가', Domain.Journeys.Moment.MaxStory);
        }

        var before = await StoreCounts.OfAsync(app);
        await app.Browser().SendAsync(company.LogAddress("ko"), typed);

        Assert.Equal(before.Moments + 100, (await StoreCounts.OfAsync(app)).Moments);
    }

    // As the test writes it, with the position in place of the key.
    private static string Keyed(string button) => button.Split(':') is [var act, [var digit]]
        ? $"{act}:{(digit == '9' ? Nobody : LogForms.KeyOf(digit - '0'))}"
        : button;
}
