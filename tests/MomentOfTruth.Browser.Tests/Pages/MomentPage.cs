using System.Text.RegularExpressions;

namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>The form of one moment of a journey that was sent: a new one, or one that is edited.</summary>
public sealed partial class MomentPage(IPage page)
{
    public MomentFields Fields { get; } = new(page, "Input");

    public ILocator Send => page.Locator("form.tell .total-actions button");

    public ILocator Versions => page.Locator(".versions-list > div");

    public ILocator SaveMine => page.Locator(".versions button");

    public Task FillAsync(ToldMoment moment) => Fields.FillAsync(moment);

    public Task ExpectAsync(ToldMoment moment) => Fields.ExpectAsync(moment);

    public async Task SendAsync()
    {
        await Send.ClickAsync();
        await Expect(page).ToHaveURLAsync(Done());
    }

    [GeneratedRegex(@"/my-journeys/[0-9a-f-]+\?(added|changed)=\d+$")]
    private static partial Regex Done();
}
