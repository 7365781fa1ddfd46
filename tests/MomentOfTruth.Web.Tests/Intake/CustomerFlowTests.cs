using System.Net;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class CustomerFlowTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en", "Saved", "open", "Left for Rival", "Reopen the journey")]
    [InlineData("ko", "저장했어요", "진행 중", "Rival 쪽으로 떠났어요", "여정 다시 열기")]
    public async Task WholeJourney_FromFormToReopen(string culture, string sentWords, string open, string ending, string reopen)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var fields = LogForms.Typed(("Shop", "8"), ("Call centre", "0"));

        var (_, check) = await browser.CheckAsync(company.LogAddress(culture), fields);
        Assert.All(
            fields.Values.Where(v => v is not ("2026-03-10" or "store")),
            typed => Assert.Contains(typed, WebUtility.HtmlDecode(check), StringComparison.Ordinal));
        var sent = await browser.SubmitAsync(check, "Ticket");
        var confirmation = await browser.GetStringAsync(sent.Headers.Location);
        var code = LogForms.CodeOn(confirmation);
        Assert.Contains(sentWords, confirmation, StringComparison.Ordinal);

        // Days later, elsewhere: only the code is left, copied by hand.
        var later = app.Browser();
        var opened = await later.PostFormAsync(
            $"/{culture}/my-journeys", new() { ["Code"] = " " + code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant() });
        var journey = opened.Headers.Location!.OriginalString;
        Assert.Contains(open, await later.GetStringAsync(journey), StringComparison.Ordinal);

        var added = await later.PostFormAsync(journey + "/moments/new", new()
        {
            ["Version"] = Forms.Hidden(await later.GetStringAsync(journey + "/moments/new"), "Version"),
            ["Input.Touchpoint"] = "Repair",
            ["Input.Score"] = "9.5",
            ["Input.OccurredOn"] = "2026-03-12",
            ["Input.Story"] = "It works now",
        });
        Assert.Equal(journey + "?added=3", added.Headers.Location?.OriginalString);
        Assert.Contains("It works now", await later.GetStringAsync(journey), StringComparison.Ordinal);

        var finished = await later.SubmitAsync(
            await later.GetStringAsync(journey + "/finish"), "Input.EndedOn", ("Input.Outcome", "left-for-competitor"), ("Input.Competitor", "Rival"));
        Assert.Equal(journey, finished.Headers.Location?.OriginalString);
        var over = await later.GetStringAsync(journey);
        Assert.Contains(ending, WebUtility.HtmlDecode(over), StringComparison.Ordinal);
        Assert.Equal(journey, (await later.GetAsync(journey + "/moments/new")).Headers.Location?.OriginalString);

        Assert.Contains(reopen, over, StringComparison.Ordinal);
        var reopened = await later.SubmitAsync(over, "version");
        Assert.Equal(journey, reopened.Headers.Location?.OriginalString);
        Assert.Contains(open, await later.GetStringAsync(journey), StringComparison.Ordinal);
        Assert.Contains($"href=\"{journey}\"", await later.GetStringAsync($"/{culture}/my-journeys"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Company_NamedForTheFirstTime_CanBeLoggedWithAtOnce()
    {
        var browser = app.Browser();
        var name = $"Kaffee & Söhne {Guid.NewGuid():N}";
        var found = await browser.GetStringAsync("/en/log?q=" + Uri.EscapeDataString(name));

        var added = await browser.SubmitAsync(found, "q");
        var again = await browser.PostFormAsync("/ko/log?q=x", new() { ["q"] = name.ToUpperInvariant() });

        var form = added.Headers.Location!.OriginalString;
        Assert.Contains(name, WebUtility.HtmlDecode(await browser.GetStringAsync(form)), StringComparison.Ordinal);
        Assert.Equal(form.Replace("/en/", "/ko/", StringComparison.Ordinal), again.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Check_GoneBackAndChanged_IsTheSameDraft()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (address, _) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var before = await StoreCounts.OfAsync(app);

        var form = await browser.GetStringAsync($"{company.LogAddress()}?draft={address.Split('/')[^1]}");
        var changed = await browser.SubmitAsync(form, "Input.Opened", ("Input.Title", "Another title"), ("do", "all"));

        Assert.Equal(address, changed.Headers.Location?.OriginalString);
        Assert.Contains("Another title", await browser.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_TheSameFormAgain_IsOneJourney(bool atOnce)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (_, html) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));
        var before = await StoreCounts.OfAsync(app);

        var answers = new List<HttpResponseMessage>();
        if (atOnce)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SubmitAsync(html, "Ticket"))));
        }
        else
        {
            answers.Add(await browser.SubmitAsync(html, "Ticket"));
            answers.Add(await browser.SubmitAsync(html, "Ticket"));
        }

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location!.OriginalString).Distinct());
        var after = await StoreCounts.OfAsync(app);
        Assert.Equal((before.Journeys + 1, before.Moments + 1, before.Drafts - 1), (after.Journeys, after.Moments, after.Drafts));
    }

    [Theory]
    [InlineData("en", "This draft is no longer here")]
    [InlineData("ko", "이 초안은 이제 없어요")]
    public async Task Send_FromASecondTab_IsToldThatTheDraftWasSent(string culture, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var (address, first) = await browser.CheckAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")));
        var second = await browser.GetStringAsync(address);
        await browser.SubmitAsync(first, "Ticket");
        var before = await StoreCounts.OfAsync(app);

        var answer = await browser.SubmitAsync(second, "Ticket");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await StoreCounts.OfAsync(app));
    }
}
