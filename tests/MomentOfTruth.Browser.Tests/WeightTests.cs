using System.Collections.Concurrent;
using MomentOfTruth.Web.Tests;
using Xunit.Abstractions;

namespace MomentOfTruth.Browser.Tests;

/// <summary>
/// What a first visit costs a customer with a slow line, and whether the page jumps while it comes. Bytes, never milliseconds; pages
/// themselves come as they are, files compressed.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class WeightTests(BrowserFixture browser, ITestOutputHelper output)
{
    private const int Kibibyte = 1024, FilesAtMost = 20_000;
    private const double ShiftAtMost = 0.02;

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public Task LogForm_ColdVisit_IsLightAndStill(string culture) =>
        WeighAsync(Screen.Phone(culture), $"/log/{BrowserFixture.Company}", 40 * Kibibyte);

    // A company that nobody has told anything of: the form brings suggestions for every kind of company.
    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task LogFormWithSuggestions_ColdVisit_IsLightAndStill(string culture) =>
        await WeighAsync(Screen.Phone(culture), $"/log/{(await browser.App.CompanyAsync("Light")).Slug}", 40 * Kibibyte);

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Dashboard_ColdVisit_IsLightAndStill(string culture) =>
        await WeighAsync(
            Screen.Desktop(culture) with { State = await browser.ManagerStateAsync() }, $"/companies/{BrowserFixture.Company}",
            60 * Kibibyte);

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Journey_OfAHundredMomentsWithFivePhotosEach_IsLightAndStill(string culture)
    {
        var (journey, state) = await PhotoAlbum.OpenedAsync(browser, culture);
        await WeighAsync(Screen.Phone(culture) with { State = state }, journey, 40 * Kibibyte);
    }

    private Task WeighAsync(Screen screen, string address, int atMost) => browser.VisitAsync(screen, async page =>
    {
        var requests = new ConcurrentQueue<IRequest>();
        page.RequestFinished += (_, request) => requests.Enqueue(request);
        await page.GotoAsync($"/{screen.Culture}{address}", new() { WaitUntil = WaitUntilState.NetworkIdle });

        var sizes = new List<(string Kind, int Bytes, string Address)>();
        foreach (var request in requests)
        {
            sizes.Add((request.ResourceType, (await request.SizesAsync()).ResponseBodySize, request.Url));
        }

        var (all, files) = (sizes.Sum(s => s.Bytes), sizes.Where(s => s.Kind is "script" or "stylesheet").Sum(s => s.Bytes));
        output.WriteLine($"{all} bytes, {files} of scripts and styles:{Environment.NewLine}{string.Join(Environment.NewLine, sizes)}");
        Assert.InRange(all, 1, atMost);
        Assert.InRange(files, 1, FilesAtMost);
        Assert.InRange(await page.EvaluateAsync<double>(Shifts), 0, ShiftAtMost);
    });

    private const string Shifts = """
        () => new Promise(resolve => {
          let sum = 0;
          new PerformanceObserver(list => { for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value; })
            .observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        })
        """;
}
