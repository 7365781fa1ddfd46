namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>The fields of one moment, as they stand in the form and on the pages of a journey that was sent.</summary>
/// <param name="name">The name of the moment in the form, such as <c>Input.Moments[0]</c>.</param>
public sealed class MomentFields(IPage page, string name)
{
    public ILocator Field(string field) => page.Locator($"[name='{name}.{field}']:not([type=radio])");

    public ILocator Score(int score) => page.Locator($"[name='{name}.Score'][value='{score}']");

    /// <summary>The chip of a touchpoint; empty for another.</summary>
    public ILocator Chip(string touchpoint) => page.Locator($"[name='{name}.Where'][value='{touchpoint}']");

    public ILocator Day => page.Locator("details.when");

    public async Task FillAsync(ToldMoment moment)
    {
        await Field("Story").FillAsync(moment.Story);
        await OpenDayAsync();
        await Field("OccurredOn").FillAsync(moment.OccurredOn);
        await Field("OccurredAt").FillAsync(moment.OccurredAt);
        await ChooseAsync(moment.Touchpoint);
        await Score(moment.Score).CheckAsync();
    }

    /// <summary>Opens the day and the time behind their chip.</summary>
    public async Task OpenDayAsync()
    {
        if (await Day.GetAttributeAsync("open") is null)
        {
            await Day.Locator("summary").ClickAsync();
        }
    }

    /// <summary>Chooses a touchpoint that is offered, or types another.</summary>
    public async Task ChooseAsync(string touchpoint)
    {
        if (await Chip(touchpoint).CountAsync() > 0)
        {
            await Chip(touchpoint).CheckAsync();
            return;
        }

        await Chip("").CheckAsync();
        await Field("Touchpoint").FillAsync(touchpoint);
    }

    public async Task ExpectAsync(ToldMoment moment)
    {
        await Expect(Field("Story")).ToHaveValueAsync(moment.Story);
        await Expect(Field("OccurredOn")).ToHaveValueAsync(moment.OccurredOn);
        await Expect(Field("OccurredAt")).ToHaveValueAsync(moment.OccurredAt);
        await ExpectPlaceAsync(moment.Touchpoint);
        await Expect(Score(moment.Score)).ToBeCheckedAsync();
    }

    public async Task ExpectPlaceAsync(string touchpoint)
    {
        if (await Chip(touchpoint).CountAsync() > 0)
        {
            await Expect(Chip(touchpoint)).ToBeCheckedAsync();
        }
        else
        {
            await Expect(Field("Touchpoint")).ToHaveValueAsync(touchpoint);
        }
    }
}
