using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>What is counted and kept for a while is forgotten afterwards, and not before.</summary>
public sealed class SignInWindowTests(SessionTests.Clocked app) : IClassFixture<SessionTests.Clocked>
{
    [Fact]
    public async Task StrangersTries_AreNoMoreThanTenInAnyTenMinutes()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        for (var i = 0; i < 10; i++)
        {
            await TryAsync(person, "wrong password, really");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // Ten minutes after the first, but one after the tenth.
        Assert.False(await TryAsync(person, TestData.Password));
        app.Clock.Advance(TimeSpan.FromMinutes(8.5));
        Assert.False(await TryAsync(person, TestData.Password));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await TryAsync(person, TestData.Password));
    }

    [Fact]
    public async Task Sweep_DeletesWhatHasExpired_AndNothingElse()
    {
        var person = await app.PersonAsync(await app.CompanyAsync(), CompanyRole.Viewer);
        var (_, code) = await app.JourneyAsync(await app.CompanyAsync(), TestData.Said("Shop", "8"));
        await app.Browser().GetAsync("/en/r/" + code);
        await TryAsync(person, "wrong password, really");
        await TryAsync(person, TestData.Password);
        var sweeper = app.Services.GetServices<IHostedService>().OfType<AccountSweeper>().Single();

        await sweeper.SweepAsync(default);
        Assert.Equal((true, true, true), await RowsAsync());
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await sweeper.SweepAsync(default);
        Assert.Equal((true, true, false), await RowsAsync());
        app.Clock.Advance(Sessions.Longest);
        await sweeper.SweepAsync(default);
        Assert.Equal((false, true, false), await RowsAsync());
        app.Clock.Advance(TimeSpan.FromDays(30));
        await sweeper.SweepAsync(default);
        Assert.Equal((false, false, false), await RowsAsync());
    }

    private Task<(bool Sessions, bool Holders, bool Tries)> RowsAsync() => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        return (await db.Sessions.AnyAsync(), await db.ReceiptHolders.AnyAsync(), await db.SignInTries.AnyAsync());
    });

    private async Task<bool> TryAsync(User person, string password) =>
        (await app.SignInAsync(person.Email!, password)).StatusCode == HttpStatusCode.Redirect;
}
