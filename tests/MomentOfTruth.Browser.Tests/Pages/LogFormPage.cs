using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

public sealed partial class LogFormPage(IPage page)
{
    public ILocator JourneyScore => page.Locator("[data-journey-score]");

    public ILocator PlainAverage => page.Locator("[data-plain-average]");

    public ILocator Moments => page.Locator("section.moment");

    /// <summary>What is said of saving the draft.</summary>
    public ILocator DraftStatus => page.Locator("[data-draft-status]");

    public ILocator DraftLink => page.Locator("#draft-link");

    /// <summary>The question that a zero brings up at once.</summary>
    public ILocator ZeroQuestion => page.Locator(".zero");

    /// <summary>Does something, and waits until the draft is saved with it.</summary>
    public async Task SavedAsync(Func<Task> act)
    {
        await act();
        await Expect(page.Locator("form.log:not([data-unsaved])")).ToBeAttachedAsync();
        await Expect(DraftStatus).ToHaveTextAsync(Saved());
        await Expect(page).ToHaveURLAsync(Draft());
    }

    /// <summary>That moment is in the form as it was told.</summary>
    public async Task ExpectAsync(int position, ToldMoment moment)
    {
        await Expect(Field(position, "Touchpoint")).ToHaveValueAsync(moment.Touchpoint);
        await Expect(Field(position, "OccurredOn")).ToHaveValueAsync(moment.OccurredOn);
        await Expect(Field(position, "OccurredAt")).ToHaveValueAsync(moment.OccurredAt);
        await Expect(Score(position, moment.Score)).ToBeCheckedAsync();
        await Expect(Field(position, "Channel")).ToHaveValueAsync(moment.Channel);
        await Expect(Field(position, "Story")).ToHaveValueAsync(moment.Story);
    }

    /// <summary>Finds the company, or names it where it is not listed.</summary>
    public async Task OpenAsync(string culture, string company)
    {
        await page.GotoAsync($"/{culture}/log");
        await page.Locator("#Q").FillAsync(company);
        await page.Locator("form[role=search] button").ClickAsync();
        await page.Locator("ul.picks form button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Form());
    }

    public ILocator Field(int position, string name) => page.Locator($"[id='Input_Moments_{position - 1}__{name}']");

    public ILocator Score(int position, int score) => page.Locator($"[name='Input.Moments[{position - 1}].Score'][value='{score}']");

    public ILocator Button(string does) => page.Locator($"button[name=do][value='{does}']:visible:not([aria-hidden])");

    // ---- Photos ----

    public ILocator Files(int position) => Field(position, "Files");

    public ILocator Photos(int position) => Moments.Nth(position - 1).Locator(".held > li");

    public ILocator PhotoAlt(int position, int photo) => Field(position, $"Photos_{photo - 1}__Alt");

    public ILocator RemovePhoto(int position, int photo) => Photos(position).Nth(photo - 1).Locator("button");

    public async Task FillAsync(int position, ToldMoment moment)
    {
        await Field(position, "Touchpoint").FillAsync(moment.Touchpoint);
        await Field(position, "OccurredOn").FillAsync(moment.OccurredOn);
        await Field(position, "OccurredAt").FillAsync(moment.OccurredAt);
        await Score(position, moment.Score).CheckAsync();
        await Field(position, "Channel").SelectOptionAsync(moment.Channel);
        await Field(position, "Story").FillAsync(moment.Story);
    }

    public async Task AddAsync(int position)
    {
        await Button("add").ClickAsync();
        await Expect(Moments).ToHaveCountAsync(position);
        await Expect(Field(position, "Touchpoint")).ToBeFocusedAsync();
    }

    public async Task SayWhatItIsAboutAsync(string product, string title)
    {
        await page.Locator("#Input_Product").FillAsync(product);
        await page.Locator("#Input_Title").FillAsync(title);
    }

    public async Task<CheckPage> CheckAsync()
    {
        await Button("check").ClickAsync();
        await Expect(page).ToHaveURLAsync(Check());
        return new CheckPage(page);
    }

    [GeneratedRegex(@"\d\d:\d\d$")]
    private static partial Regex Saved();

    [GeneratedRegex("[?]draft=[0-9a-f]{32}$")]
    private static partial Regex Draft();

    [GeneratedRegex("/log/[^/]+$")]
    private static partial Regex Form();

    [GeneratedRegex("/log/[^/]+/check/")]
    private static partial Regex Check();
}
