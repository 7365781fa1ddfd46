using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Demo;

namespace MomentOfTruth.Browser.Tests;

/// <summary>The app with its demo, and one browser.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>The telecom of the demo.</summary>
    public const string Company = "onbit-mobile";

    private const string ManagerEmail = "manager@demo.example", TimeZone = "Asia/Seoul";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _managerState;

    public RunningApp App { get; } = new();

    /// <summary>The manager of the demo's companies, as the demo itself tells it.</summary>
    public DemoSignIn Manager { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        await ((IAsyncLifetime)App).InitializeAsync();
        App.StartServer();
        var demo = await App.InScopeAsync(services => services.GetRequiredService<DemoData>().LoadAsync(default));
        Manager = demo.SignIns.Single(person => person.Email == ManagerEmail);
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync();

        // Until something is there, not for so long: a busy machine is no fault of the page.
        SetDefaultExpectTimeout(20_000);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (Chromium.Missing is null)
        {
            await ((IAsyncLifetime)App).DisposeAsync();
        }
    }

    /// <summary>
    /// A visit by somebody who has never been here, unless the screen says otherwise. It fails on any trouble on the way but such as is
    /// meant.
    /// </summary>
    public Task VisitAsync(Screen screen, Func<IPage, Task> story, Func<string, bool>? isMeant = null) =>
        VisitAsync(_browser!, screen, story, isMeant);

    private async Task VisitAsync(IBrowser browser, Screen screen, Func<IPage, Task> story, Func<string, bool>? isMeant)
    {
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = (screen.Site ?? App.Address).ToString(),
            Locale = LocaleOf(screen),
            TimezoneId = TimeZone,
            ViewportSize = new() { Width = screen.Width, Height = 844 },
            JavaScriptEnabled = screen.HasScript,
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
            HasTouch = screen.HasTouch,

            // What the worker fetches for a page would be seen a second time: a story that is about it asks for it.
            ServiceWorkers = screen.HasWorker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
            StorageState = screen.State,
            ExtraHTTPHeaders = screen.BlocksCookies ? [new(CookieBlocker.Header, "yes")] : [],
        });
        context.SetDefaultTimeout(20_000);
        var troubles = new Troubles(context, screen.LosesConnection);
        await story(await context.NewPageAsync());
        var unmeant = troubles.Seen.Where(trouble => isMeant?.Invoke(trouble) != true).ToList();
        Assert.Empty(unmeant);
    }

    /// <summary>A visit in a browser of its own, which is killed where the story ends: nothing on the page hears of it.</summary>
    public async Task VisitUntilKilledAsync(Screen screen, Func<IPage, Task> story)
    {
        await using var browser = await LaunchAsync();
        var isKilled = false;
        try
        {
            await VisitAsync(browser, screen, async page =>
            {
                await story(page);
                var session = await browser.NewBrowserCDPSessionAsync();
                var processes = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray();
                using var process = Process.GetProcessById(
                    processes.Single(p => p.GetProperty("type").GetString() == "browser").GetProperty("id").GetInt32());
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                isKilled = true;
            }, isMeant: null);
        }
        catch (PlaywrightException) when (isKilled)
        {
            // What is dead cannot be closed.
        }

        Assert.True(isKilled);
    }

    /// <summary>A visit in the browser of a device, which keeps what it is given to keep until the next; killed at the end or closed.</summary>
    /// <param name="device">The folder of its browser.</param>
    public async Task VisitOnDeviceAsync(string device, Screen screen, bool isKilled, Func<IPage, Task> story)
    {
        await using var context = await _playwright!.Chromium.LaunchPersistentContextAsync(device, new()
        {
            ExecutablePath = Chromium.Path,
            Args = Chromium.Arguments,
            BaseURL = App.Address.ToString(),
            Locale = LocaleOf(screen),
            TimezoneId = TimeZone,
            ViewportSize = new() { Width = screen.Width, Height = 844 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        await story(context.Pages[0]);
        if (isKilled)
        {
            var closed = new TaskCompletionSource();
            context.Close += (_, _) => closed.TrySetResult();
            foreach (var process in Process.GetProcesses().Where(p => IsBrowserOf(p, device)))
            {
                process.Kill(entireProcessTree: true);
            }

            await closed.Task;
        }
    }

    private static bool IsBrowserOf(Process process, string device)
    {
        var line = $"/proc/{process.Id}/cmdline";
        var arguments = File.Exists(line) ? File.ReadAllText(line).Split('\0') : [];
        return arguments.Contains($"--user-data-dir={device}") && !arguments.Any(a => a.StartsWith("--type=", StringComparison.Ordinal));
    }

    private static string LocaleOf(Screen screen) => screen.Culture == "ko" ? "ko-KR" : "en-US";

    /// <summary>The cookies of the demo's manager, who signs in once.</summary>
    public async Task<string> ManagerStateAsync() => _managerState ??= await SignedInStateAsync(Manager.Email, Manager.Password!);

    public async Task<string> SignedInStateAsync(string email, string password)
    {
        var state = "";
        await VisitAsync(Screen.Desktop("en"), async page =>
        {
            await new SignInPage(page).SignInAsync("en", email, password);
            state = await page.Context.StorageStateAsync();
        });
        return state;
    }

    private Task<IBrowser> LaunchAsync() =>
        _playwright!.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Arguments });
}
