using System.Diagnostics;
using System.Globalization;
using System.Net;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The system tells the app that what it wrote did not reach the disk, or could not be written.</summary>
public sealed class FailingCallsTests
{
    [FullFact(Need.FailingCalls)]
    public Task Flush_Fails_IsNeverAcknowledged() => FailAsync("fsync", "error=EIO:when=3+5");

    [FullFact(Need.FailingCalls)]
    public Task Write_Fails_IsNeverAcknowledged() => FailAsync("pwrite64", "error=EIO:when=100+400");

    [FullFact(Need.FailingCalls)]
    public Task Write_FindsNoRoom_IsNeverAcknowledged() => FailAsync("pwrite64", "error=ENOSPC:when=100+400");

    private static async Task FailAsync(string call, string how)
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "failing.db"));
        await store.PrepareAsync();
        var customers = new Customers();
        await using (var app = await ServedApp.StartAsync(store))
        {
            customers.Start(app.Address);
            await customers.UntilAsync(50);
            await using (await Failing.BeginAsync(app, call, how))
            {
                await customers.UntilRefusedAsync(20);
                await customers.UntilAsync(100);
            }

            await customers.UntilAsync(50);
            Assert.Equal(HttpStatusCode.OK, await app.ReadyAsync());
            await app.KillAsync();
            await customers.StopAsync();
        }

        await store.AssertWholeAsync(customers.Acknowledged);
        await using var last = await ServedApp.StartAsync(store);
        await customers.OpenAllAsync(last.Address);
        Report.Write($"`{call}` fails ({how})", 1, customers.Acknowledged.Count, 0, 0, $"{customers.Refused:N0} answers 503");
    }

    /// <summary>A tracer that lets calls of the app fail until it is disposed.</summary>
    private sealed class Failing(Process tracer) : IAsyncDisposable
    {
        public static async Task<Failing> BeginAsync(ServedApp app, string call, string how)
        {
            var tracer = Process.Start(new ProcessStartInfo(
                "strace",
                [
                    "-f", "-p", app.Id.ToString(CultureInfo.InvariantCulture), "-o", "/dev/null",
                    "-e", "trace=" + call, "-e", $"inject={call}:{how}",
                ])
            {
                RedirectStandardError = true,
            })!;

            // It says when it has hold of the app.
            var holds = new TaskCompletionSource<string?>();
            tracer.ErrorDataReceived += (_, line) => holds.TrySetResult(line.Data);
            tracer.BeginErrorReadLine();
            Assert.Contains("attached", await holds.Task, StringComparison.Ordinal);
            return new Failing(tracer);
        }

        public async ValueTask DisposeAsync()
        {
            await Machine.RunAsync("kill", "-INT", tracer.Id.ToString(CultureInfo.InvariantCulture));
            await tracer.WaitForExitAsync();
            tracer.Dispose();
        }
    }
}
