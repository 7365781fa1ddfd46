using System.Text.RegularExpressions;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Mail;

namespace MomentOfTruth.Browser.Tests.Stories;

[Collection(BrowserTests.Name)]
public sealed partial class SignUpStory(BrowserFixture browser)
{
    [BrowserTheory]
    [InlineData("ko", true)]
    [InlineData("en", false)]
    public async Task ACustomer_KeepsAJourneyInANewAccount_AndSeesItOnASecondDevice(string culture, bool hasScript)
    {
        var phone = Screen.Phone(culture) with { HasScript = hasScript };
        var (email, journey) = (MailFixture.NewAddress(), "");
        await browser.VisitAsync(phone, async page =>
        {
            await page.GotoAsync($"/{culture}/log/{BrowserFixture.Company}");
            var form = new LogFormPage(page);
            await form.FillAsync(ModemStory.Moments[2]);
            var code = await (await (await form.CheckAsync()).SendAsync()).CodeAsync();
            var mine = new MyJourneyPage(page);
            await mine.OpenAsync(culture, code);
            journey = mine.Id;

            await page.Locator("main a[href*='/sign-up?keep=']").ClickAsync();
            await page.Locator("#Input_Email").FillAsync(email);
            await page.Locator("main form .actions button").ClickAsync();
            await Expect(page).ToHaveURLAsync(Sent());
            await Expect(page.GetByText(email)).ToBeVisibleAsync();

            await page.GotoAsync((await browser.App.Sink.NextAsync(email)).Link("token="));
            await Expect(page.GetByText(email)).ToBeVisibleAsync();
            if (hasScript)
            {
                await page.Locator("#Input_Password + button").ClickAsync();
                await Expect(page.Locator("#Input_Password")).ToHaveAttributeAsync("type", "text");
            }

            await page.Locator("#Input_Password").FillAsync(TestData.Password);
            await page.Locator("main form .actions button").ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex($"/my-journeys/{journey}$"));
            await Expect(page.Locator("main form[action$='LetGo']")).ToBeVisibleAsync();
        });

        // The other device has never seen the code.
        await browser.VisitAsync(Screen.Phone(culture) with { HasScript = hasScript }, async page =>
        {
            await new SignInPage(page).SignInAsCustomerAsync(culture, email, TestData.Password);
            await page.Locator($"main tbody a[href$='{journey}']").ClickAsync();
            await Expect(page.GetByText(ModemStory.Moments[2].Story)).ToBeVisibleAsync();
        });
    }

    [GeneratedRegex(@"[?&]sent=mail$")]
    private static partial Regex Sent();
}
