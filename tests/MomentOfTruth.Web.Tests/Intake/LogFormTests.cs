using System.Net;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class LogFormTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("add", "A=8 B=0 C=7.5 =")]
    [InlineData("up:3", "A=8 C=7.5 B=0")]
    [InlineData("up:1", "A=8 B=0 C=7.5")]
    [InlineData("down:1", "B=0 A=8 C=7.5")]
    [InlineData("down:3", "A=8 B=0 C=7.5")]
    [InlineData("remove:2", "A=8 C=7.5")]
    [InlineData("remove:99", "A=8 B=0 C=7.5")]
    [InlineData("remove:-1", "A=8 B=0 C=7.5")]
    [InlineData("up:x", "A=8 B=0 C=7.5")]
    [InlineData("up:999999999999", "A=8 B=0 C=7.5")]
    [InlineData("undo", "A=8 B=0 C=7.5")]
    [InlineData("update", "A=8 B=0 C=7.5")]
    [InlineData("<script>", "A=8 B=0 C=7.5")]
    public async Task Button_DrawsTheFormAnew_AndStoresADraftAlone(string button, string expected)
    {
        var company = await app.CompanyAsync();
        var typed = LogForms.Typed(("A", "8"), ("B", "0"), ("C", "7.5"));
        var before = await StoreCounts.OfAsync(app);

        var answer = await app.Browser().PressAsync(company.LogAddress(), typed, button);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var drawn = Forms.FormOf(await answer.Content.ReadAsStringAsync(), "Input.Title").Fields;
        Assert.Equal(expected, MomentsOf(drawn));
        Assert.Equal(("Modem", "Five moments"), (drawn["Input.Product"], drawn["Input.Title"]));
        Assert.Equal(before with { Drafts = before.Drafts + 1 }, await StoreCounts.OfAsync(app));
    }

    [Fact]
    public async Task AnyButtons_KeepEverythingTyped_AndUndoPutsBack()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var typed = LogForms.Typed(("A", "8"), ("B", "-1"), ("C", "7.5")).With("Input.Moments[1].OccurredOn", "yesterday");
        var before = await StoreCounts.OfAsync(app);

        var html = await (await browser.PressAsync(company.LogAddress(), typed, "remove:2")).Content.ReadAsStringAsync();
        foreach (var button in new[] { "up:2", "add", "down:2", "remove:2", "undo" })
        {
            html = await PressedAsync(button);
            if (button == "up:2")
            {
                html = await PressedAsync("undo");
            }
        }

        var drawn = Forms.FormOf(html, "Input.Title").Fields;
        Assert.Equal("C=7.5 A=8 B=-1 =", MomentsOf(drawn));
        foreach (var (name, value) in typed.Where(f => f.Key.StartsWith("Input.Moments[1]", StringComparison.Ordinal)))
        {
            Assert.Equal(value, drawn[name.Replace("[1]", "[2]", StringComparison.Ordinal)]);
        }

        Assert.Equal(before with { Drafts = before.Drafts + 1 }, await StoreCounts.OfAsync(app));

        async Task<string> PressedAsync(string button) => await (await browser.BackAtFormAsync(
            await browser.SubmitAsync(html, "Input.Title", ("do", button)), button)).Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task Add_AtAHundred_AddsNoMore()
    {
        var company = await app.CompanyAsync();
        var typed = LogForms.Typed([.. Enumerable.Range(1, 100).Select(i => ($"Place {i}", "9"))]);

        var answer = await app.Browser().PressAsync(company.LogAddress(), typed, "add");

        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(100, Forms.FormOf(html, "Input.Title").Fields.Keys.Count(k => k.EndsWith("].Touchpoint", StringComparison.Ordinal)));
        Assert.DoesNotContain("value=\"add\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAHundredMomentsWithTheLongestStories_IsSent()
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

    private static string MomentsOf(Dictionary<string, string> fields) => string.Join(' ', Enumerable.Range(0, 100)
        .TakeWhile(i => fields.ContainsKey($"Input.Moments[{i}].Touchpoint"))
        .Select(i => $"{fields[$"Input.Moments[{i}].Touchpoint"]}={fields.GetValueOrDefault($"Input.Moments[{i}].Score")}"));
}
