using System.Net;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>
/// The buttons inside the form lead to a page that can be loaded again and gone back to; without that a reload would press them once more.
/// </summary>
public sealed class FormButtonsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("add", 3, "Input.Moments[2].Touchpoint")]
    [InlineData("remove:1", 1, "Input_Moments")]
    [InlineData("up:2", 2, "moment-1-heading")]
    [InlineData("down:1", 2, "moment-2-heading")]
    [InlineData("nonsense", 2, null)]
    public async Task Button_LeadsToTheFormAsItIsThen(string button, int moments, string? focus)
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var typed = LogForms.Typed(("Shop", "8"), ("Call centre", "not a score")).With("do", button);

        var pressed = await browser.PostFormAsync(company.LogAddress(), typed);

        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        var page = await browser.GetStringAsync(pressed.Headers.Location);
        Assert.Equal(page.Count(c => c == '\n'), (await browser.GetStringAsync(pressed.Headers.Location)).Count(c => c == '\n'));
        var form = Html.Parse(page);
        Assert.Equal(moments, form.QuerySelectorAll("[name^='Input.Moments['][name$='.Touchpoint']").Length);
        Assert.Empty(form.QuerySelectorAll("[data-error-summary]"));
        Assert.Contains("not a score", page, StringComparison.Ordinal);
        var focused = form.QuerySelector("main [autofocus]");
        Assert.Equal(focus, focused?.GetAttribute("name") ?? focused?.Id);
    }

    [Fact]
    public async Task Remove_CanBeUndone_AlsoAfterAReload()
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var removed = await browser.PressAsync(company.LogAddress(), LogForms.Typed(("Shop", "8"), ("Call centre", "0")), "remove:1");

        var undone = await browser.SubmitAsync(await removed.TextAsync(), "Input.Title", ("do", "undo"));

        var form = Html.Parse(await browser.GetStringAsync(undone.Headers.Location));
        Assert.Equal(["Shop", "Call centre"], form.QuerySelectorAll("[name$='.Touchpoint']").Select(field => field.Value("value")));
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

        Assert.Empty(form.QuerySelectorAll("main [autofocus]"));
    }
}
