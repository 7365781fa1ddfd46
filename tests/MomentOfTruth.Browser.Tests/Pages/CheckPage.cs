using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>The last page before a journey is sent.</summary>
public sealed partial class CheckPage(IPage page)
{
    /// <summary>The moments in the customer's words.</summary>
    public ILocator Moments => page.Locator("main li[id^='moment-']");

    public ILocator Send => page.Locator("#send .actions .btn");

    /// <summary>Says how it ended.</summary>
    /// <param name="outcome">The code of an outcome, or open.</param>
    public Task EndsAsync(string outcome) => page.Locator($"[name='Ending.Outcome'][value='{outcome}']").CheckAsync();

    /// <summary>Leaves an address for an answer.</summary>
    public Task AnswerToAsync(string email) => page.Locator("[name='Consent.Contact']").FillAsync(email);

    public async Task SayWhatItIsAboutAsync(string product, string title)
    {
        await page.Locator("#Input_Product").FillAsync(product);
        await page.Locator("#Input_Title").FillAsync(title);
    }

    /// <summary>A button of a moment: edit, up, down or remove.</summary>
    public Task PressAtAsync(int position, string act) => Moments.Nth(position - 1).Locator($"button[value^='{act}:']").ClickAsync();

    /// <summary>Sends it; whatever is asked about was meant.</summary>
    public async Task<SentPage> SendAsync()
    {
        foreach (var meant in await page.Locator("[name='Answers.Again']").AllAsync())
        {
            await meant.CheckAsync();
        }

        await Send.ClickAsync();
        await Expect(page).ToHaveURLAsync(Sent());
        return new SentPage(page);
    }

    [GeneratedRegex("/my-journeys/[0-9a-f-]+/sent$")]
    private static partial Regex Sent();
}
