using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Accounts;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>
/// Two nodes of one installation, which share the store and nothing else: what a browser began on one goes on on the other. That sessions
/// end on both at once is held by <see cref="CopiedCookieTests"/>.
/// </summary>
public sealed class TwoNodesTests(AppFixture first) : IClassFixture<AppFixture>, IAsyncLifetime, IAsyncDisposable
{
    private readonly SecondNode _second = new(first.Database.ConnectionString);

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _second.DisposeAsync();

    [Fact]
    public async Task Journey_ToldOnOneNode_IsSentOnTheOther_OnceHoweverOften_AndItsCodeOpensItOnBoth()
    {
        var company = await first.CompanyAsync();
        var (browser, line) = Browser();
        var (_, check) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8"), ("Call centre", "0")));

        line.IsToSecond = true;
        var sent = await browser.SubmitAsync(check, "Ticket");
        line.IsToSecond = false;
        var again = await browser.SubmitAsync(check, "Ticket");

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(sent.Headers.Location, again.Headers.Location);
        var code = LogForms.CodeOn(await browser.GetStringAsync(sent.Headers.Location));
        foreach (var node in new[] { first, _second })
        {
            var opened = await node.Browser().PostFormAsync("/en/my-journeys", new() { ["Code"] = code });
            Assert.Equal(sent.Headers.Location!.OriginalString[..^"/sent".Length], opened.Headers.Location?.OriginalString);
        }

        Assert.Equal(1, await first.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
    }

    [Fact]
    public async Task Manager_SignedInOnOneNode_AnswersOnTheOther_AndTheCustomerReadsItOnTheFirst()
    {
        var company = await first.CompanyAsync();
        var person = await first.PersonAsync(company, CompanyRole.Manager);
        var (journey, code) = await first.JourneyAsync(company, TestData.Said("Shop", "0"));
        var (browser, line) = Browser();
        var page = $"/en/companies/{company.Slug}/journeys/{journey}";
        await browser.PostFormAsync("/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        var read = await browser.GetStringAsync(page);

        line.IsToSecond = true;
        var answered = await browser.SubmitAsync(read, "Text", ("Text", "We are sorry."), ("do", "reply"));

        Assert.True(answered.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, await answered.TextAsync());
        var customer = first.Browser();
        await customer.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        Assert.Contains("We are sorry.", await customer.GetStringAsync($"/en/my-journeys/{journey}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPasswords_AreCountedTogether()
    {
        var person = await first.PersonAsync(await first.CompanyAsync(), CompanyRole.Viewer);
        for (var i = 0; i < 10; i++)
        {
            Assert.NotEqual(HttpStatusCode.Redirect, await TryAsync(i % 2 == 0 ? first : _second, "wrong password, really"));
        }

        Assert.NotEqual(HttpStatusCode.Redirect, await TryAsync(first, TestData.Password));
        Assert.NotEqual(HttpStatusCode.Redirect, await TryAsync(_second, TestData.Password));

        async Task<HttpStatusCode> TryAsync(AppFixture node, string password) =>
            (await node.SignInAsync(person.Email!, password)).StatusCode;
    }

    [Fact]
    public async Task Work_IsTakenUpByOneOfMany_AndByAnotherOnceItIsDueAgain_AlsoIfTheFirstNeverCameBack()
    {
        const string Name = "work-of-two-nodes";
        var hour = TimeSpan.FromHours(1);

        Assert.Equal(1, await TakersAsync(hour));
        Assert.Equal(0, await TakersAsync(hour));

        // Whoever took it may have been stopped in the middle: time is all that the others wait for.
        await first.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Leases.Where(l => l.Name == Name)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.DueAtUtc, DateTime.UtcNow)));
        Assert.Equal(1, await TakersAsync(hour));

        async Task<int> TakersAsync(TimeSpan every)
        {
            using var together = new Barrier(8);
            var tries = Enumerable.Range(0, together.ParticipantCount).Select(i => Task.Factory.StartNew(
                () => (i % 2 == 0 ? first : _second).InScopeAsync(async services =>
                {
                    together.SignalAndWait();
                    return await services.GetRequiredService<Leases>().TakeAsync(Name, every, default);
                }),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
            return (await Task.WhenAll(tries)).Count(isTaken => isTaken);
        }
    }

    // One browser, and the proxy that leads it to either node.
    private (HttpClient Browser, Line Line) Browser()
    {
        var line = new Line(first.Server.CreateHandler(), _second.Server.CreateHandler());
        var browser = new HttpClient(new CookieContainerHandler { InnerHandler = line }) { BaseAddress = first.Server.BaseAddress };
        return (browser, line);
    }

    private sealed class Line(HttpMessageHandler first, HttpMessageHandler second) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _first = new(first), _second = new(second);

        public bool IsToSecond { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (IsToSecond ? _second : _first).SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            _first.Dispose();
            _second.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Another process of the same installation: its own memory, the same store.</summary>
internal sealed class SecondNode(string store) : AppFixture
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Database:ConnectionString", store)];
}
