using System.Text.RegularExpressions;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed class ReplyStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("ko", true)]
    [InlineData("en", false)]
    public async Task AReply_ReachesTheCustomersMailbox_AndTheAnswerIsInTheManagersBar(string culture, bool hasScript)
    {
        var (phone, email, journey) = (Screen.Phone(culture) with { HasScript = hasScript }, MailFixture.NewAddress(), "");
        await browser.VisitAsync(phone, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{BrowserFixture.Company}");
            var form = new LogFormPage(page);
            await form.FillAsync(ModemStory.Moments[2]);
            var check = await form.CheckAsync();
            await check.EndsAsync("left");
            await check.AnswerToAsync(email);
            await check.SendAsync();
            await Expect(page.Locator("main")).ToContainTextAsync(culture == "ko" ? "지금부터" : "It counts now");
            await page.Locator("main a[href*='/my-journeys/']").First.ClickAsync();
            journey = new MyJourneyPage(page).Id;
        });

        var desk = Screen.Desktop(culture) with { State = await browser.ManagerStateAsync() };
        var address = $"/{culture}/companies/{BrowserFixture.Company}/journeys/{journey}";
        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync(address);
            await Expect(page.Locator("#case")).ToBeVisibleAsync();
            var masked = $"{email[0]}…@example.test";
            await Expect(page.Locator("section[aria-labelledby=case]")).ToContainTextAsync(masked);
            await Expect(page.Locator("body")).Not.ToContainTextAsync(email);
            await page.Locator("#Text").FillAsync("The key is entered now.");
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("The key is entered now.");
        });

        // Another device: all that is there is the mail.
        var mail = await browser.App.Sink.NextAsync(email);
        await browser.VisitAsync(phone, async page =>
        {
            await page.GotoAsync(mail.Link("reply="));
            await Expect(page).ToHaveURLAsync(new Regex($"/{culture}/my-journeys/{journey}#Text$"));
            await Expect(page.Locator("#Text")).ToBeFocusedAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("The key is entered now.");
            await page.Locator("#Text").FillAsync("It goes online, thank you.");
            await page.Locator("form:has(#Text) button").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("It goes online, thank you.");
        });

        await browser.VisitAsync(desk, async page =>
        {
            await page.GotoAsync($"/{culture}/companies/{BrowserFixture.Company}");
            await page.Locator("nav a.wrote").ClickAsync();
            await page.Locator($"tbody tr:has(.tag.wrote) a[href*='{journey}']").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("It goes online, thank you.");
        });
    }
}
