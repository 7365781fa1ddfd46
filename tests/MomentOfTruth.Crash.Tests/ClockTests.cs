using System.Net;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The clock of the machine jumps under the running app.</summary>
public sealed class ClockTests
{
    private const string Account = "/en/account";

    [FullFact(Need.Clock)]
    public async Task Clock_Jumps_ChangesNoScore_AndLengthensNoSession()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "clock.db"));
        await store.PrepareAsync();
        var (exit, printed) = await ServedApp.CommandAsync(store, "demo", "--journeys", "10", "--companies", "1");
        Assert.True(exit == 0, printed);
        var clock = Path.Combine(folder.Path, "clock");
        await File.WriteAllTextAsync(clock, "+0");
        await using var app = await ServedApp.StartAsync(
            store,
            ("LD_PRELOAD", Machine.FakeClock),
            ("FAKETIME_TIMESTAMP_FILE", clock),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
        var customers = new Customers();
        await TellAsync();
        using var stays = await SignedInAsync(app, printed);
        await File.WriteAllTextAsync(clock, "-2d");
        Assert.True(await IsInAsync(stays));
        await TellAsync();

        // Two days after it signed in by the true clock, four by the one that it saw last.
        await File.WriteAllTextAsync(clock, "+2d");
        Assert.False(await IsInAsync(stays));
        using var ends = await SignedInAsync(app, printed);
        await File.WriteAllTextAsync(clock, "+400d");
        Assert.False(await IsInAsync(ends));
        await TellAsync();
        await File.WriteAllTextAsync(clock, "+0");
        await TellAsync();

        await customers.OpenAllAsync(app.Address);
        await app.KillAsync();
        await store.AssertWholeAsync(customers.Acknowledged);
        Report.Write("the clock jumps (-2, +4, +398, -400 days)", 4, customers.Acknowledged.Count, 0, 0, "no session outlived its time");

        async Task TellAsync()
        {
            customers.Start(app.Address);
            await customers.UntilAsync(60);
            await customers.StopAsync();
        }
    }

    private static async Task<bool> IsInAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync(Account);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    // The demo prints its only sign-in: the address, and the password after it.
    private static async Task<HttpClient> SignedInAsync(ServedApp app, string printed)
    {
        var words = printed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var email = Array.FindLastIndex(words, word => word.Contains('@', StringComparison.Ordinal));
        var browser = Customers.Browser(app.Address);
        using var answer = await browser.PostFormAsync(
            "/en/sign-in", new() { ["Input.Email"] = words[email], ["Input.Password"] = words[email + 1] });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(await IsInAsync(browser));
        return browser;
    }
}
