using System.Collections.Concurrent;
using System.Net;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Crash.Tests;

/// <summary>Many customers who tell one journey after another through the real form, until the app is gone or they are stopped.</summary>
internal sealed class Customers
{
    private const int Writers = 32;

    private readonly ConcurrentBag<Guid> _acknowledged = [];
    private readonly ConcurrentBag<string> _codes = [];
    private readonly ConcurrentBag<HttpStatusCode> _refused = [];

    /// <summary>The journeys whose sending was answered with their page.</summary>
    public IReadOnlyCollection<Guid> Acknowledged => _acknowledged;

    /// <summary>The receipt codes that were read on that page.</summary>
    public IReadOnlyCollection<string> Codes => _codes;

    /// <summary>Answers that were errors of the server.</summary>
    public IReadOnlyCollection<HttpStatusCode> Refused => _refused;

    /// <summary>All write until they are stopped or nobody answers.</summary>
    /// <param name="began">Called after each acknowledged journey.</param>
    public Task WriteAsync(Uri app, string slug, Action began, CancellationToken stopped) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                try
                {
                    while (!stopped.IsCancellationRequested)
                    {
                        await TellAsync(app, slug, began);
                    }
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
                {
                    // The app has ended: what was not answered may be stored or not.
                }
            },
            CancellationToken.None)));

    private async Task TellAsync(Uri app, string slug, Action began)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = app };
        var address = $"/en/log/{slug}";

        // The same words twice would be asked about.
        var typed = LogForms.Typed(("Shop", "8"), ("Activation", "0")).With("Input.Title", Guid.NewGuid().ToString());
        using var told = await browser.PostFormAsync(address, typed.With("do", "all"));
        if (told.StatusCode != HttpStatusCode.Redirect)
        {
            await NoteAsync(told);
            return;
        }

        var check = await browser.GetStringAsync(told.Headers.Location!.OriginalString);
        using var sent = await browser.SubmitAsync(check, "Ticket");
        if (sent.StatusCode != HttpStatusCode.Redirect)
        {
            await NoteAsync(sent);
            return;
        }

        // From here on the customer was told that it is stored.
        var page = sent.Headers.Location!.OriginalString;
        _acknowledged.Add(Guid.Parse(page.Split('/')[^2]));
        began();
        _codes.Add(LogForms.CodeOn(await browser.GetStringAsync(page)));
    }

    // An error of the server is noted; any other answer is none that a customer gets.
    private async Task NoteAsync(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode < 500)
        {
            throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        _refused.Add(answer.StatusCode);
    }
}
