using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>A customer who has checked a journey, and sends it while the store cannot take it, and again when it can.</summary>
internal sealed class Outage
{
    private const int Moments = 20;

    // Long enough to need room that the store has not set aside.
    private static readonly string Story = "They hung up. Twice. " + new string('x', 4000);

    private readonly AppFixture _app;
    private readonly Company _company;
    private readonly HttpClient _browser;
    private string _check;

    private Outage(AppFixture app, Company company, HttpClient browser, string check) =>
        (_app, _company, _browser, _check) = (app, company, browser, check);

    public static async Task<Outage> BeforeAsync(AppFixture app)
    {
        var (company, browser) = (await app.CompanyAsync(), app.Browser());
        var typed = Enumerable.Range(0, Moments).Aggregate(
            LogForms.Typed([.. Enumerable.Range(0, Moments).Select(i => ($"Shop {i}", "8"))]),
            (form, i) => form.With($"Input.Moments[{i}].Story", Story));
        var (_, check) = await browser.CheckAsync(company.LogAddress(), typed);
        return new Outage(app, company, browser, check);
    }

    /// <summary>
    /// Presses "send". It is refused as what it is; if pages can be read, by a page that can send again and, unless the journey may have
    /// arrived, still has what was typed.
    /// </summary>
    public async Task RefusedAsync(string words, bool readsGoOn = true, bool isUnready = true, bool mayHaveArrived = false)
    {
        var refused = await _browser.SubmitAsync(_check, "Ticket");
        var page = await refused.TextAsync();

        Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable, $"{refused.StatusCode}: {page}");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("again", page, StringComparison.Ordinal);
        _check = await refused.Content.ReadAsStringAsync();
        if (readsGoOn)
        {
            Assert.Equal(!mayHaveArrived, page.Contains(Story, StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(_company.LogAddress())).StatusCode);
        }

        Assert.Equal(
            isUnready ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, (await _app.Browser().GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _app.Browser().GetAsync("/health/live")).StatusCode);
    }

    /// <summary>Presses "send" once more. It arrives, as one journey that its code opens.</summary>
    public async Task ArrivesAsync()
    {
        var sent = await _browser.SubmitAsync(_check, "Ticket");
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, await sent.TextAsync());
        Assert.Equal(sent.Headers.Location, (await _browser.SubmitAsync(_check, "Ticket")).Headers.Location);
        var code = LogForms.CodeOn(await _browser.GetStringAsync(sent.Headers.Location));
        var opened = await _app.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code });

        Assert.Equal(sent.Headers.Location!.OriginalString[..^"/sent".Length], opened.Headers.Location?.OriginalString);
        await _app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            Assert.Equal(Moments, Assert.Single(await db.JourneysOf(_company.Id).Include(j => j.Moments).ToListAsync()).Moments.Count);
            Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(_company.Id, null, default));
            return 0;
        });
        Assert.Equal(HttpStatusCode.OK, (await _app.Browser().GetAsync("/health/ready")).StatusCode);
    }
}
