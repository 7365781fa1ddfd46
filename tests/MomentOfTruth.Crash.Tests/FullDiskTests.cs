using System.Diagnostics;
using System.Net;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The disk of the store fills up while customers write, and gets room again.</summary>
public sealed class FullDiskTests
{
    private static readonly int Times = Form.Times(5);

    // Less than the app wants to see before it calls itself ready.
    private const long Left = 2 * 1024 * 1024;

    [FullFact(Need.Disks)]
    public async Task Full_RefusesWhatItCannotKeep_GoesOnReading_AndHealsByItself()
    {
        using var folder = new TemporaryFolder();
        await using var disk = await Disk.CreateAsync(folder.Path, "ext4");
        var store = CrashStore.InFile(Path.Combine(disk.Path, "full.db"));
        await store.PrepareAsync();
        var (customers, healed) = (new Customers(), TimeSpan.Zero);
        await using var app = await ServedApp.StartAsync(store);
        customers.Start(app.Address);
        for (var time = 0; time < Times; time++)
        {
            await customers.UntilAsync(50);
            await disk.FillAsync(Left);
            await customers.UntilRefusedAsync(20);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.ReadyAsync());
            await AssertKeepsWhatIsTypedAsync(app);

            disk.MakeRoom();
            var watch = Stopwatch.StartNew();
            await customers.UntilAsync(1);
            while (await app.ReadyAsync() != HttpStatusCode.OK)
            {
                Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "It did not heal.");
            }

            healed = watch.Elapsed > healed ? watch.Elapsed : healed;
        }

        await customers.StopAsync();
        await customers.OpenAllAsync(app.Address);
        await app.KillAsync();
        await store.AssertWholeAsync(customers.Acknowledged);
        Report.Write(
            "its disk full", Times, customers.Acknowledged.Count, 0, 0,
            $"{customers.Refused:N0} answers 503; writes again after {Report.Seconds(healed)} at most");
    }

    // Somebody may find the last free byte: all is refused soon.
    private static async Task AssertKeepsWhatIsTypedAsync(ServedApp app)
    {
        using var browser = Customers.Browser(app.Address);
        var (story, refused) = (Guid.NewGuid().ToString(), HttpStatusCode.OK);
        while (refused != HttpStatusCode.ServiceUnavailable)
        {
            using var answer = await Customers.TypeAsync(browser, story);
            refused = answer.StatusCode;
            if (refused == HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                var form = Html.Parse(await answer.Content.ReadAsStringAsync());
                Assert.Equal(story, form.One("[name='Input.Moments[0].Story']").TextContent);
            }
        }

        using var read = await browser.GetAsync("/en/log");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }
}
