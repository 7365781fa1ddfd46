using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class CheckPage(IPage page)
{
    public ILocator Cards => page.Locator("section.summary");

    /// <summary>The question about the zero of that moment, where it has not been answered yet.</summary>
    public ILocator Zero(int position, string answer) => page.Locator($"[name='Answers.Zero[{position}]'][value='{answer}']");

    /// <summary>Says how it ended.</summary>
    /// <param name="outcome">The code of an outcome, or open.</param>
    public Task EndsAsync(string outcome) => page.Locator($"[name='Ending.Outcome'][value='{outcome}']").CheckAsync();

    /// <summary>Leaves an address for an answer.</summary>
    public Task AnswerToAsync(string email) => page.Locator("[name='Consent.Contact']").FillAsync(email);

    /// <summary>Sends it; whatever is asked about was meant.</summary>
    public async Task<SentPage> SendAsync()
    {
        foreach (var meant in await page.Locator("[name^='Answers.Zero'][value='yes'], [name='Answers.Again']").AllAsync())
        {
            await meant.CheckAsync();
        }

        await page.Locator("form[data-submit-once] .btn:not(.quiet)").ClickAsync();
        await Expect(page).ToHaveURLAsync(Sent());
        return new SentPage(page);
    }

    [GeneratedRegex("/my-journeys/[0-9a-f-]+/sent$")]
    private static partial Regex Sent();
}
