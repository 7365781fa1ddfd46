using System.Diagnostics;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The PostgreSQL server that is written to is killed, a standby takes its place, and the app goes on by itself.</summary>
public sealed class PrimaryKilledTests
{
    [FullFact(Need.PostgreSql)]
    public async Task Primary_Killed_EveryAcknowledgedJourneyIsOnTheStandby()
    {
        await using var servers = await PostgreSqlServers.StartAsync();
        var store = CrashStore.OnServer(servers.All, servers.Primary);
        await store.PrepareAsync();
        var (customers, kills, back) = (new Customers(), Form.Times(20), TimeSpan.Zero);
        await using var app = await ServedApp.StartAsync(store);
        for (var kill = 1; kill <= kills; kill++)
        {
            customers.Start(app.Address);
            await customers.UntilAsync(50 * (1 + (kill % 5)));
            await servers.KillPrimaryAsync();
            var watch = Stopwatch.StartNew();
            await customers.UntilRefusedAsync();
            await servers.PromoteAsync();
            await customers.UntilAsync(1);
            back = watch.Elapsed > back ? watch.Elapsed : back;
            await customers.UntilAsync(20);
            await customers.StopAsync();
            await CrashStore.OnServer(servers.All, servers.Primary).AssertWholeAsync(customers.Acknowledged);
            if (kill < kills)
            {
                await servers.ReplaceAsync();
            }
        }

        var opened = await customers.OpenAllAsync(app.Address);
        Report.Write(
            "PostgreSQL's primary killed, a standby promoted", kills, customers.Acknowledged.Count, 0, 0,
            $"writes again after {Report.Seconds(back)} at most; no answer took longer than {Report.Seconds(customers.LongestAnswer)}; "
            + $"{opened:N0} codes opened");
    }
}
