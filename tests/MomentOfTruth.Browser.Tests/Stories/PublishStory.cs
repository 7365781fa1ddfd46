using System.Text.RegularExpressions;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Publications;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class PublishStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("ko", true, "조용한 고객", "공개됐어요")]
    [InlineData("ko", false, "조용한 고객", "공개됐어요")]
    [InlineData("en", true, "A quiet customer", "It is published")]
    [InlineData("en", false, "A quiet customer", "It is published")]
    public async Task ACustomer_PublishesUnderAPseudonym_TheAdministratorReadsItFirst_AndItIsTakenBack(
        string culture, bool hasScript, string name, string state)
    {
        var company = await browser.App.CompanyAsync();
        await browser.App.PublishedAsync(company, 4);
        var administrator = await browser.App.PersonAsync(company, null, isAdministrator: true);
        var phone = Screen.Phone(culture) with { HasScript = hasScript };
        var (address, story) = (company.PublishedAddress(culture), ModemStory.Moments[2].Story);
        var (code, preview) = ("", "");

        await browser.VisitAsync(phone, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{company.Slug}");
            var form = new LogFormPage(page);
            await form.FillAsync(ModemStory.Moments[2]);
            code = await (await (await form.CheckAsync()).SendAsync()).CodeAsync();
        });

        // Later, by the code: everything that is published is seen before it is asked for.
        await browser.VisitAsync(phone, async page =>
        {
            await new MyJourneyPage(page).OpenAsync(culture, code);
            await page.Locator("main a[href$='/publication']").ClickAsync();
            await Expect(page.Locator("article.shown")).ToContainTextAsync(story);
            await page.Locator("#Pseudonym").FillAsync(name);
            await page.Locator("form:has(#Pseudonym) button").ClickAsync();
            await Expect(page.Locator("article.shown")).ToContainTextAsync(name);
            preview = await page.Locator("article.shown ol").InnerTextAsync();
        });
        await ExpectPublishedAsync(phone, address, 0);

        await browser.VisitAsync(Screen.Desktop(culture) with { HasScript = hasScript, State = await browser.SignedInStateAsync(administrator.Email!, TestData.Password) }, async page =>
        {
            await page.GotoAsync($"/{culture}/companies");
            await page.Locator("main a[href$='/admin/publications']").ClickAsync();
            var waiting = page.Locator("article.shown").Filter(new() { HasText = company.Name });
            await Expect(waiting).ToContainTextAsync(story);
            await waiting.Locator("button[value=approve]").ClickAsync();
            await Expect(waiting).ToHaveCountAsync(0);
        });

        await browser.VisitAsync(phone, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{company.Slug}");
            await page.Locator($"main a[href='{address}']").ClickAsync();
            await Expect(page.Locator("article.shown")).ToHaveCountAsync(5);
            var mine = page.Locator("article.shown").Filter(new() { HasText = name });
            await Expect(mine.Locator("ol")).ToHaveTextAsync(new Regex(Regex.Replace(Regex.Escape(preview), @"(\\[nr ]|\s)+", @"\s*")));

            // Somebody minds.
            await mine.Locator("summary").ClickAsync();
            await mine.Locator("textarea").FillAsync(story);
            await mine.Locator("form button").ClickAsync();
            await Expect(page.Locator(".notice[role=status]")).ToBeVisibleAsync();
        });

        await browser.VisitAsync(phone, async page =>
        {
            await new MyJourneyPage(page).OpenAsync(culture, code);
            await page.Locator("main a[href$='/publication']").ClickAsync();
            await Expect(page.Locator(".lead")).ToContainTextAsync(state);
            await page.Locator("form[action$='Withdraw'] button").ClickAsync();
            await Expect(page.Locator("form[action$='Withdraw']")).ToHaveCountAsync(0);
        });
        await ExpectPublishedAsync(phone, address, 0);
    }

    private async Task ExpectPublishedAsync(Screen screen, string address, int number) => await browser.VisitAsync(screen, async page =>
    {
        await page.GotoAsync(address);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator("article.shown")).ToHaveCountAsync(number);
    });
}
