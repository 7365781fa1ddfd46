using System.Net;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Crash.Tests;

/// <summary>The app is asked to stop (SIGTERM).</summary>
public sealed class StoppedTests
{
    private const int InFlight = 16;

    [Fact]
    public async Task Stopped_WhileThirtyTwoWrite_AnswersWhatItHasTaken_AndEndsInOrder()
    {
        using var folder = new TemporaryFolder();
        var store = CrashStore.InFile(Path.Combine(folder.Path, "stop.db"));
        await store.PrepareAsync();
        var customers = new Customers();
        await using var app = await ServedApp.StartAsync(store);
        customers.Start(app.Address);
        await customers.UntilAsync(50);
        var begun = await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => HalfSent.BeginAsync(app.Address)));

        await app.AskToStopAsync();
        await RefusesConnectionsAsync(app);
        var answers = await Task.WhenAll(begun.Select(one => one.EndAsync()));

        Assert.Equal(0, await app.EndedAsync());
        await customers.StopAsync();
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer));
        Assert.Equal(0, customers.Refused);
        var stored = (await store.AssertWholeAsync(customers.Acknowledged)).Journeys;
        var acknowledged = customers.Acknowledged.Count + InFlight;
        Assert.True(stored >= acknowledged, $"{stored} stored, {acknowledged} acknowledged.");
        Report.Write("the app stopped (SIGTERM)", 1, acknowledged, 0, 0, $"{InFlight} half-sent requests, all answered");
    }

    private static async Task RefusesConnectionsAsync(ServedApp app)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            while (await look.WaitForNextTickAsync())
            {
                await app.ReadyAsync();
            }
        }
        catch (HttpRequestException)
        {
            // It takes nothing new any more.
        }
    }

    /// <summary>A customer whose last form is on its way: the server has begun to read it, and waits for the rest.</summary>
    private sealed class HalfSent(HttpClient browser, Task<HttpResponseMessage> answer, TaskCompletionSource rest)
    {
        public static async Task<HalfSent> BeginAsync(Uri app)
        {
            var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
            var browser = new HttpClient(handler) { BaseAddress = app };
            var check = await Customers.CheckedAsync(browser, Guid.NewGuid().ToString());
            var (action, fields) = Forms.FormOf(check, "Ticket");
            var (reads, rest) = (new TaskCompletionSource(), new TaskCompletionSource());
            var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new Held(Forms.Content(fields), reads, rest.Task) };

            // The server asks for the form once it reads it.
            request.Headers.ExpectContinue = true;
            var answer = browser.SendAsync(request);
            await Task.WhenAny(reads.Task, answer);
            return new HalfSent(browser, answer, rest);
        }

        public async Task<HttpStatusCode> EndAsync()
        {
            rest.SetResult();
            using var told = await answer;
            browser.Dispose();
            return told.StatusCode;
        }
    }

    private sealed class Held : HttpContent
    {
        private readonly HttpContent _form;
        private readonly TaskCompletionSource _reads;
        private readonly Task _rest;

        public Held(HttpContent form, TaskCompletionSource reads, Task rest)
        {
            (_form, _reads, _rest) = (form, reads, rest);
            Headers.ContentType = form.Headers.ContentType;
            Headers.ContentLength = form.Headers.ContentLength;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _reads.TrySetResult();
            await _rest;
            await _form.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _form.Headers.ContentLength ?? 0;
            return true;
        }
    }
}
