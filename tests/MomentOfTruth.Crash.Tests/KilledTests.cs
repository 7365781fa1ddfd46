using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The app is killed again and again while customers write.</summary>
public sealed class KilledTests
{
    private const int Goal = 10_000;

    // Another point of the work in each round.
    private static readonly int Fewest = Form.IsFull ? 40 : 20, Steps = 5;

    [Fact]
    public async Task Killed_WhileThirtyTwoWrite_LosesNothingThatWasAcknowledged()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "crash.db"));
        await store.PrepareAsync();
        var (customers, rounds, slowest) = (new Customers(), Form.Times(few: 3, all: 100), TimeSpan.Zero);
        for (var round = 1; round <= rounds; round++)
        {
            await using var app = await ServedApp.StartAsync(store);
            slowest = app.ReadyAfter > slowest ? app.ReadyAfter : slowest;
            customers.Start(app.Address);
            await customers.UntilAsync(Fewest * (1 + (round % Steps)));
            await app.KillAsync();
            await customers.StopAsync();
            await store.AssertWholeAsync(customers.Acknowledged);
        }

        Assert.Equal(0, customers.Refused);
        await using var last = await ServedApp.StartAsync(store);
        var opened = await customers.OpenAllAsync(last.Address);
        Assert.True(opened >= (Form.IsFull ? Goal : 1), $"{opened} codes were opened.");
        Report.Write(
            "the app killed (SIGKILL)", rounds, customers.Acknowledged.Count, 0, 0,
            $"ready after {Report.Seconds(slowest)} at most; {opened:N0} codes opened afterwards");
    }
}
