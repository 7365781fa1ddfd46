using Xunit.Sdk;

namespace MomentOfTruth.Browser.Tests;

/// <summary>That no test finds trouble proves something only if trouble is found where there is some.</summary>
[Collection(BrowserTests.Name)]
public sealed class TroublesTests(BrowserFixture browser)
{
    [BrowserFact]
    public Task Visit_InlineScript_IsRefusedAndFails() => Assert.ThrowsAsync<EmptyException>(() => browser.VisitAsync(Screen.Desktop("en"), async page =>
    {
        await page.GotoAsync("/en");
        await page.RunAndWaitForConsoleMessageAsync(() => page.EvaluateAsync(
            "() => { const script = document.createElement('script'); script.textContent = 'document.title = \"run\"'; document.head.append(script); }"));
        Assert.NotEqual("run", await page.TitleAsync());
    }));

    [BrowserFact]
    public Task Visit_MissingFile_Fails() => Assert.ThrowsAsync<EmptyException>(() => browser.VisitAsync(Screen.Desktop("en"), async page =>
    {
        await page.GotoAsync("/en");
        await page.EvaluateAsync("() => fetch('/js/nowhere.js')");
    }));

    [BrowserFact]
    public Task Review_BadPage_FindsWhatIsWrong() => browser.VisitAsync(Screen.Desktop("en"), async page =>
    {
        await page.GotoAsync("/en");
        await page.EvaluateAsync("() => { document.querySelector('main').innerHTML = '<h1>Site.Name</h1><p>한글</p><input><div class=wide>wide</div>'; const { style } = document.querySelector('.wide'); style.width = '500px'; style.color = '#666'; style.background = '#777'; }");
        var review = new PageReview(page, "en");

        await review.LookAsync("bad");

        var found = Assert.ThrowsAny<XunitException>(review.AssertNothingFound).Message;
        Assert.All(["shows the key Site.Name", "is not all en: “한글”", "at 320 px", "Light: label at", "Light: color-contrast at", "Dark: color-contrast at"], what => Assert.Contains(what, found, StringComparison.Ordinal));
    });
}
