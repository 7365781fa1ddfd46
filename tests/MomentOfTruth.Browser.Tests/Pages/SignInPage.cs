using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class SignInPage(IPage page)
{
    public async Task SignInAsync(string culture, string email, string password)
    {
        await FillAndSendAsync(culture, email, password);
        await Expect(page).ToHaveURLAsync(Companies());
    }

    /// <summary>Somebody without a company.</summary>
    public async Task SignInAsCustomerAsync(string culture, string email, string password)
    {
        await FillAndSendAsync(culture, email, password);
        await Expect(page).ToHaveURLAsync(MyJourneys());
    }

    private async Task FillAndSendAsync(string culture, string email, string password)
    {
        await page.GotoAsync($"/{culture}/sign-in");
        await page.Locator("#Input_Email").FillAsync(email);
        await page.Locator("#Input_Password").FillAsync(password);
        await page.Locator("main form .actions button").ClickAsync();
    }

    [GeneratedRegex("/companies$")]
    private static partial Regex Companies();

    [GeneratedRegex("/my-journeys$")]
    private static partial Regex MyJourneys();
}
