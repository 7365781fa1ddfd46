using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>One moment of a journey that is being told, with those told before.</summary>
public sealed partial class LogFormPage(IPage page)
{
    private const string Name = "Input.Moments[0]";

    public MomentFields Fields { get; } = new(page, Name);

    public ILocator JourneyScore => page.Locator("[data-journey-score]");

    public ILocator Equation => page.Locator("[data-equation]");

    /// <summary>The moments that were told before, a line each.</summary>
    public ILocator Told => page.Locator(".told-lines > li");

    /// <summary>What is said of saving the draft.</summary>
    public ILocator DraftStatus => page.Locator("[data-draft-status]");

    public ILocator DraftLink => page.Locator("#draft-link");

    /// <summary>Does something, and waits until the draft is saved with it.</summary>
    public async Task SavedAsync(Func<Task> act)
    {
        await act();
        await Expect(page.Locator("form.tell:not([data-unsaved])")).ToBeAttachedAsync();
        await Expect(DraftStatus).ToHaveTextAsync(Saved());
        await Expect(page).ToHaveURLAsync(Draft());
    }

    public Task ExpectAsync(ToldMoment moment) => Fields.ExpectAsync(moment);

    /// <summary>Finds the company, or names it where it is not listed.</summary>
    public async Task OpenAsync(string culture, string company)
    {
        await page.GotoAsync($"/{culture}/log");
        await page.Locator("#Q").FillAsync(company);
        await page.Locator("form[role=search] button").ClickAsync();
        await page.Locator("ul.picks form button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Form());
    }

    public ILocator Field(string name) => Fields.Field(name);

    public ILocator Score(int score) => Fields.Score(score);

    public ILocator Button(string does) => page.Locator($"button[name=do][value='{does}']:visible:not([aria-hidden])");

    /// <summary>A button of a told moment: edit, up, down or remove.</summary>
    /// <param name="position">Its line, from 1.</param>
    public async Task PressAtAsync(int position, string act)
    {
        var line = Told.Nth(position - 1);
        if (await line.Locator("details").GetAttributeAsync("open") is null)
        {
            await line.Locator("summary").ClickAsync();
        }

        await line.Locator($"button[value^='{act}:']").ClickAsync();
    }

    // ---- Photos ----

    public ILocator Files => page.Locator($"[name='{Name}.Files']");

    public ILocator Photos => page.Locator(".held > li");

    public ILocator PhotoAlt(int photo) => page.Locator($"[name='{Name}.Photos[{photo - 1}].Alt']");

    public ILocator RemovePhoto(int photo) => Photos.Nth(photo - 1).Locator("button");

    public Task FillAsync(ToldMoment moment) => Fields.FillAsync(moment);

    /// <summary>Goes on to the next moment.</summary>
    /// <param name="position">Its place, from 1.</param>
    public async Task NextAsync(int position)
    {
        await Button("next").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"[?&]moment={position}(&|#|$)"));
        await Expect(Field("Story")).ToHaveValueAsync("");
    }

    /// <summary>That was all: on to the last page.</summary>
    public async Task<CheckPage> CheckAsync()
    {
        await Button("all").ClickAsync();
        await Expect(page).ToHaveURLAsync(Check());
        return new CheckPage(page);
    }

    [GeneratedRegex(@"\d\d:\d\d")]
    private static partial Regex Saved();

    [GeneratedRegex("[?&]draft=[0-9a-f]{32}")]
    private static partial Regex Draft();

    [GeneratedRegex("/log/[^/]+$")]
    private static partial Regex Form();

    [GeneratedRegex("/log/[^/]+/check/")]
    private static partial Regex Check();
}
