using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Crash.Tests;

/// <summary>Everything at once, for long: customers tell, with photos, and change what they told; managers read and export.</summary>
public sealed class SoakTests
{
    private const string Email = "manager@example.test", Password = "seven herons under a lantern";

    private const double MostGrowth = 0.10;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(Form.Times(30));

    private static readonly string Company = $"/en/companies/{CrashStore.Slug}";

    [FullFact(Need.Time)]
    public async Task EverythingAtOnce_ForHalfAnHour_RefusesNobody_AndTakesNoMoreMemory()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "soak.db"));
        await store.PrepareAsync();
        var (exit, said) = await ServedApp.ReadingCommandAsync(store, Password, "admin", "create", "--email", Email);
        Assert.True(exit == 0, said);
        await store.DoAsync(async db =>
        {
            db.Add(new Membership((await db.Companies.SingleAsync()).Id, (await db.Users.SingleAsync()).Id, CompanyRole.Manager));
            return await db.SaveChangesAsync();
        });
        await using var app = await ServedApp.StartAsync(store);
        using var over = new CancellationTokenSource(Length);
        var customers = new Customers();
        customers.Start(app.Address);

        Task<int>[] others =
        [
            RepeatAsync(() => ChangeAsync(app.Address), over.Token),
            RepeatAsync(() => ChangeAsync(app.Address), over.Token),
            RepeatAsync(await ReadingAsync(app.Address, "", "/fix-first", "/journeys", "/answers", "?period=all"), over.Token),
            RepeatAsync(await ReadingAsync(app.Address, "/export/journeys.csv", "/export/moments.csv"), over.Token),
        ];
        var memory = await MemoryAsync(app, over.Token);
        var done = await Task.WhenAll(others);
        await customers.StopAsync();

        Assert.Equal(0, customers.Refused);
        Assert.Equal(HttpStatusCode.OK, await app.ReadyAsync());
        await app.KillAsync();
        await store.AssertWholeAsync(customers.Acknowledged);

        // A sixth is to warm up; the sixth after it is held against the last one.
        var (sixth, megabyte) = (memory.Count / 6, 1024.0 * 1024);
        var (before, after) = (Median(memory[sixth..(2 * sixth)]), Median(memory[^sixth..]));
        Report.Write(
            $"everything at once for {Length.TotalMinutes} minutes", 1, customers.Acknowledged.Count + done[0] + done[1], 0, 0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{done[0] + done[1]:N0} changes, {done[2]:N0} times five pages, {done[3]:N0} times two exports; memory {before / megabyte:N0} MiB, at the end {after / megabyte:N0}; no answer 5xx, none took longer than {Report.Seconds(customers.LongestAnswer)}"));
        Assert.True(after < before * (1 + MostGrowth), $"{before} bytes after warming up, {after} at the end.");
    }

    // A customer who tells, and comes back to tell it better.
    private static async Task ChangeAsync(Uri app)
    {
        using var browser = Customers.Browser(app);
        var typed = LogForms.Typed(("Shop", "8"), ("Activation", "0")).With("Input.Title", Guid.NewGuid().ToString());
        var (journey, _) = await browser.SendAsync($"/en/log/{CrashStore.Slug}", typed);
        var form = await browser.GetStringAsync(journey + "/moments/2/edit");
        using var changed = await browser.SubmitAsync(form, "Input.Story", ("Input.Story", "Nobody at the shop knew of it."));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
    }

    private static async Task<Func<Task>> ReadingAsync(Uri app, params string[] pages)
    {
        var browser = Customers.Browser(app);
        using var signedIn = await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = Email, ["Input.Password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return async () =>
        {
            foreach (var page in pages)
            {
                using var answer = await browser.GetAsync(Company + page, HttpCompletionOption.ResponseHeadersRead);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                await answer.Content.CopyToAsync(Stream.Null);
            }
        };
    }

    private static async Task<int> RepeatAsync(Func<Task> work, CancellationToken over)
    {
        var times = 0;
        for (; !over.IsCancellationRequested; times++)
        {
            await Task.Run(work, CancellationToken.None);
        }

        return times;
    }

    private static async Task<List<long>> MemoryAsync(ServedApp app, CancellationToken over)
    {
        var read = new List<long>();
        using var look = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!over.IsCancellationRequested && await look.WaitForNextTickAsync(CancellationToken.None))
        {
            read.Add(app.Memory);
        }

        return read;
    }

    private static double Median(List<long> read) => read.Order().ElementAt(read.Count / 2);
}
