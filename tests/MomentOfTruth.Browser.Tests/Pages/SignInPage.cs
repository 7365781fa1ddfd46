using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class SignInPage(IPage page)
{
    public async Task SignInAsync(string culture, string email, string password)
    {
        await page.GotoAsync($"/{culture}/sign-in");
        await page.Locator("#Input_Email").FillAsync(email);
        await page.Locator("#Input_Password").FillAsync(password);
        await page.Locator("main form button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Companies());
    }

    [GeneratedRegex("/companies$")]
    private static partial Regex Companies();
}
