using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>
/// The power of the disk is pulled while customers write: the file system is shut down under the app, as it would be by a machine that goes
/// dark, and mounted again.
/// </summary>
public sealed class PowerLossTests
{
    private const int Fewest = 40, Steps = 5;

    private static readonly int Pulls = Form.Times(25), ControlPulls = Form.Times(5);

    [FullFact(Need.Disks)]
    public Task Ext4_ItsPowerPulled_LosesNothingThatWasAcknowledged() => PulledAsync("ext4");

    [FullFact(Need.Disks)]
    public Task Xfs_ItsPowerPulled_LosesNothingThatWasAcknowledged() => PulledAsync("xfs");

    /// <summary>Else the two above would prove nothing.</summary>
    [FullFact(Need.Disks)]
    public async Task Control_WithoutWaitingForTheDisk_LosesSome()
    {
        foreach (var kind in Disk.Kinds)
        {
            var (acknowledged, lost, partial) = (0, 0, 0);
            for (var pull = 1; pull <= ControlPulls; pull++)
            {
                using var folder = new TemporaryFolder();
                await using var disk = await Disk.CreateAsync(folder.Path, kind);
                var (store, customers) = (await NewAsync(disk), new Customers());
                await using var app = await ServedApp.StartCarelessAsync(store);
                await PullAsync(disk, app, customers, pull);
                var found = await store.LookAsync(customers.Acknowledged);
                (acknowledged, lost, partial) = (acknowledged + customers.Acknowledged.Count, lost + found.Lost, partial + found.Partial);
            }

            Report.Write(
                $"control: {kind}, its power pulled, `synchronous=NORMAL`", ControlPulls, acknowledged, lost, partial, "must lose");
            Assert.True(lost > 0, $"{kind} lost nothing of {acknowledged}.");
        }
    }

    private static async Task PulledAsync(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var disk = await Disk.CreateAsync(folder.Path, kind);
        var (store, customers, slowest) = (await NewAsync(disk), new Customers(), TimeSpan.Zero);
        for (var pull = 1; pull <= Pulls; pull++)
        {
            await using var app = await ServedApp.StartAsync(store);
            slowest = app.ReadyAfter > slowest ? app.ReadyAfter : slowest;
            await PullAsync(disk, app, customers, pull);
            await store.AssertWholeAsync(customers.Acknowledged);
        }

        await using var last = await ServedApp.StartAsync(store);
        var opened = await customers.OpenAllAsync(last.Address);
        await last.KillAsync();
        Report.Write(
            $"{kind}, its power pulled", Pulls, customers.Acknowledged.Count, 0, 0,
            $"ready after {Report.Seconds(slowest)} at most; {opened:N0} codes opened afterwards");
    }

    private static async Task<CrashStore> NewAsync(Disk disk)
    {
        var store = CrashStore.InFile(Path.Combine(disk.Path, "pulled.db"));
        await store.PrepareAsync();
        return store;
    }

    // The customers go on for a moment: nothing that is acknowledged then may be lost either.
    private static async Task PullAsync(Disk disk, ServedApp app, Customers customers, int pull)
    {
        customers.Start(app.Address);
        await customers.UntilAsync(Fewest * (1 + (pull % Steps)));
        await disk.PullAsync();
        await customers.UntilRefusedOrGoneAsync();
        await app.KillAsync();
        await customers.StopAsync();
        await disk.RestartAsync();
    }
}
