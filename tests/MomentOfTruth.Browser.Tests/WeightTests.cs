using System.Collections.Concurrent;
using MomentOfTruth.Web.Tests;
using Xunit.Abstractions;

namespace MomentOfTruth.Browser.Tests;

/// <summary>
/// What a first visit costs a customer with a slow line, and whether the page jumps while it comes. Bytes, never milliseconds; all of
/// it compressed.
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
    [InlineData("/journeys")]
    [InlineData("/journeys?view=wall")]
    [InlineData("/journeys?view=wall&collapsed=yes&period=365")]
    [InlineData("/answers")]
    public async Task Lists_ColdVisit_AreLightAndStill(string list) =>
        await WeighAsync(
            Screen.Desktop("ko") with { State = await browser.ManagerStateAsync() }, $"/companies/{BrowserFixture.Company}{list}",
            60 * Kibibyte);

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Journey_OfAHundredMomentsWithFivePhotosEach_IsLightAndStill(string culture)
    {
        // The photos stand in the rows of their moments: those of the first rows come with the page, not those of a hundred.
        var (journey, state) = await PhotoAlbum.OpenedAsync(browser, culture);
        await WeighAsync(Screen.Phone(culture) with { State = state }, journey, 40 * Kibibyte, photosAtMost: 60);
    }

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task LogForm_WithFiftyMomentsTold_IsAsLight(string culture)
    {
        var address = "";
        await browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            var form = new Pages.LogFormPage(page);
            await page.GotoAsync($"/{culture}/log/{BrowserFixture.Company}");
            await form.FillAsync(Stories.ModemStory.Moments[0]);
            await form.NextAsync(2);
            var posted = Web.Tests.Forms.FormOf(await page.ContentAsync(), "Input.Opened").Fields;
            var fields = posted.Where(f => f.Key is "__RequestVerificationToken" or "Input.Opened").ToDictionary();
            foreach (var i in Enumerable.Range(0, 49))
            {
                fields[$"Input.Moments[{i}].Touchpoint"] = Stories.ModemStory.Moments[i % 5].Touchpoint;
                fields[$"Input.Moments[{i}].Score"] = "9";
                fields[$"Input.Moments[{i}].OccurredOn"] = "2026-03-10";
                fields[$"Input.Moments[{i}].Story"] = $"{i} " + string.Concat(Enumerable.Repeat(Stories.ModemStory.Moments[i % 5].Story, 20));
            }

            fields["do"] = "next";
            var content = page.APIRequest.CreateFormData();
            foreach (var (name, value) in fields)
            {
                content.Append(name, value);
            }

            var answer = await page.APIRequest.PostAsync(page.Url, new() { Form = content, MaxRedirects = 0 });
            address = answer.Headers["location"][$"/{culture}".Length..];
        });
        Assert.Contains("moment=51", address, StringComparison.Ordinal);
        await WeighAsync(Screen.Phone(culture), address, 40 * Kibibyte);
    }

    private Task WeighAsync(Screen screen, string address, int atMost, int photosAtMost = 0) => browser.VisitAsync(screen, async page =>
    {
        var requests = new ConcurrentQueue<IRequest>();
        page.RequestFinished += (_, request) => requests.Enqueue(request);
        await page.GotoAsync($"/{screen.Culture}{address}", new() { WaitUntil = WaitUntilState.NetworkIdle });

        var sizes = new List<(string Kind, int Bytes, string Address)>();
        foreach (var request in requests)
        {
            sizes.Add((request.ResourceType, (await request.SizesAsync()).ResponseBodySize, request.Url));
        }

        Assert.InRange(sizes.RemoveAll(s => s.Address.EndsWith("/thumbnail", StringComparison.Ordinal)), 0, photosAtMost);

        var (all, files) = (sizes.Sum(s => s.Bytes), sizes.Where(s => s.Kind is "script" or "stylesheet").Sum(s => s.Bytes));
        output.WriteLine($"{all} bytes, {files} of scripts and styles:{Environment.NewLine}{string.Join(Environment.NewLine, sizes)}");
        Assert.InRange(all, 1, atMost);
        Assert.InRange(files, 1, FilesAtMost);
        var shifts = await page.EvaluateAsync<Shift[]>(Shifts);
        output.WriteLine(string.Join(Environment.NewLine, shifts.Select(s => $"moved by {s.Value}: {string.Join(" | ", s.What)}")));
        Assert.InRange(shifts.Sum(s => s.Value), 0, ShiftAtMost);
    });

    private const string Shifts = """
        () => new Promise(resolve => {
          const shifts = [];
          const saidOf = ({ node, previousRect: was, currentRect: is }) =>
            `${node?.nodeName}#${node?.id}.${node?.className} ${was.x},${was.y},${was.width},${was.height} to ${is.x},${is.y},${is.width},${is.height}`;
          new PerformanceObserver(list => {
            for (const shift of list.getEntries()) {
              if (!shift.hadRecentInput) shifts.push({ value: shift.value, what: shift.sources.map(saidOf) });
            }
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifts)));
        })
        """;

    private sealed record Shift
    {
        public required double Value { get; init; }
        public required string[] What { get; init; }
    }
}
