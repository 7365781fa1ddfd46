using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Companies;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Site;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>The app with a standby that may be read: what is read from it, and what never is.</summary>
public sealed class ReplicaReadTests(ReplicaReadTests.Servers servers) : IClassFixture<ReplicaReadTests.Servers>
{
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromMinutes(1);

    private PairedApp App => servers.App!;

    private PostgreSqlPair Pair => servers.Pair!;

    private static bool IsOther => TestDatabase.Provider != DatabaseProvider.PostgreSql;

    [Fact]
    public async Task WhatMayLag_IsReadFromTheStandby_AndWhoMaySeeItFromThePrimary_AsIsAllElse()
    {
        if (IsOther)
        {
            return;
        }

        var ours = await CompanyIds.OfAsync(App, "Ours");
        var reader = await ReaderAsync(ours.Company);
        await UntilReadFromStandbyAsync(reader, $"/en/companies/{ours.Company.Slug}");
        foreach (var route in MayLagTests.Routes)
        {
            App.Asked.Clear();
            var address = EndpointList.Address(route, _ => ours);

            using var answer = await reader.GetAsync(address);
            await answer.Content.ReadAsStringAsync();

            // Charts of fewer journeys than may be shown are refused after they were read.
            Assert.True((int)answer.StatusCode < 500, $"{address}: {answer.StatusCode}");
            Assert.True(App.Asked.Any(Pair.StandbyPort), $"{address} was not read from the standby.");
            Assert.Equal([Pair.PrimaryPort], App.Asked.For("Sessions"));
            Assert.Empty(App.Asked.Of(Pair.StandbyPort, "Sessions"));
        }

        string[] others =
        [
            $"/en/companies/{ours.Company.Slug}/journeys/{ours.Journey}", $"/en/companies/{ours.Company.Slug}/answers", $"/en/companies/{ours.Company.Slug}/settings",
            "/en/companies", "/en/account", $"/en/published/{ours.Company.Slug}", ours.Company.LogAddress(), "/en/my-journeys", "/health/ready",
        ];
        foreach (var address in others)
        {
            App.Asked.Clear();

            Assert.Equal((address, HttpStatusCode.OK), (address, (await reader.GetAsync(address)).StatusCode));
            Assert.False(App.Asked.Any(Pair.StandbyPort), $"{address} was read from the standby.");
        }
    }

    [Fact]
    public async Task Standby_IsReadAsLongAsItMayLag_AndNoLonger_AndByNobodyWhoHasJustChangedSomething()
    {
        if (IsOther)
        {
            return;
        }

        var company = await App.CompanyAsync();
        await App.JourneyAsync(company, TestData.Said("Shop", "8"));
        var (reader, list) = (await ReaderAsync(company), $"/en/companies/{company.Slug}/journeys");
        App.Clock.Advance(LongestLag * 2);
        Assert.Equal(1, await UntilReadFromStandbyAsync(reader, list));
        await Pair.PauseReplayAsync();
        try
        {
            await App.JourneyAsync(company, TestData.Said("Shop", "7"));

            App.Clock.Advance(LongestLag);
            Assert.Equal((1, Pair.StandbyPort), await ReadAsync(reader, list));

            // A form has just been sent from this browser: the one to sign in.
            using var changer = await App.SignedInAsync(company, CompanyRole.Manager);
            Assert.Equal((2, Pair.PrimaryPort), await ReadAsync(changer, list));

            App.Clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal((2, Pair.PrimaryPort), await ReadAsync(reader, list));
        }
        finally
        {
            await Pair.ResumeReplayAsync();
        }

        Assert.Equal(2, await UntilReadFromStandbyAsync(reader, list));
    }

    [Fact]
    public async Task WhoeverSendsAForm_IsRememberedForALittleLongerThanAStandbyMayLag()
    {
        if (IsOther)
        {
            return;
        }

        var person = await App.PersonAsync(await App.CompanyAsync(), CompanyRole.Viewer);
        var answer = await App.Browser().PostFormAsync(
            "/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(ReplicaReads.CookieName + "=", StringComparison.Ordinal));
        Assert.Contains($"max-age={LongestLag.TotalSeconds + 1};", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Standby_ThatIsKilled_IsMissedByNobody_AndIsReadOnceItIsBack()
    {
        if (IsOther)
        {
            return;
        }

        var company = await App.CompanyAsync();
        var (reader, address) = (await ReaderAsync(company), $"/en/companies/{company.Slug}");
        await UntilReadFromStandbyAsync(reader, address);

        // In the middle of a page, after it has proved to be alive.
        var ended = 0;
        App.Asked.Before = (port, _) => port == Pair.StandbyPort && Interlocked.Exchange(ref ended, 1) == 0
            ? Pair.EndConnectionsToStandbyAsync()
            : Task.CompletedTask;
        try
        {
            App.Asked.Clear();
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(address)).StatusCode);
            Assert.Equal(1, ended);
            Assert.Contains(Pair.PrimaryPort, App.Asked.For("LedgerVersions"));
        }
        finally
        {
            App.Asked.Before = null;
        }

        await UntilReadFromStandbyAsync(reader, address);
        var answers = new List<HttpStatusCode>();
        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await reader.GetAsync(address);
                lock (answers)
                {
                    answers.Add(answer.StatusCode);
                }
            }
        })).ToList();
        await Pair.KillStandbyAsync();
        App.Asked.Clear();
        await UntilAsync(() => Task.FromResult(App.Asked.For("LedgerVersions").Contains(Pair.PrimaryPort)));
        await stop.CancelAsync();
        await Task.WhenAll(reading);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        await Pair.StartStandbyAsync();
        await UntilReadFromStandbyAsync(reader, address);
    }

    [Fact]
    public async Task Write_ToWhatIsRead_IsRefusedByWhicheverServer_AndTakenAgainAfterwards()
    {
        if (IsOther)
        {
            return;
        }

        await App.InScopeAsync(async services =>
        {
            var (db, replicas) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<Replicas>());
            IAsyncDisposable? lent = null;
            await UntilAsync(async () => (lent = await replicas.LendAsync(db, default)) is not null);
            await using (lent)
            {
                var refused = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(db));
                Assert.Equal(StoreFailure.ReadOnly, StoreFailures.Of(refused));

                // It would be, too, if this server had become the primary.
                Assert.Equal("on", await db.Database.SqlQuery<string>($"SELECT current_setting('default_transaction_read_only') AS \"Value\"").SingleAsync());
            }

            await WriteAsync(db);
        });

        static Task<int> WriteAsync(AppDbContext db) =>
            db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.Repairs, l => l.Repairs));
    }

    // Somebody who signed in a while ago.
    private async Task<HttpClient> ReaderAsync(Company company)
    {
        var person = await App.PersonAsync(company, CompanyRole.Owner);
        var answer = await App.Browser().PostFormAsync(
            "/en/sign-in", new() { ["Input.Email"] = person.Email!, ["Input.Password"] = TestData.Password });
        var session = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0];
        var reader = App.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        reader.DefaultRequestHeaders.Add("Cookie", session);
        return reader;
    }

    // The rows of its list, and the server that they came from.
    private async Task<(int Rows, int Port)> ReadAsync(HttpClient reader, string address)
    {
        App.Asked.Clear();
        using var answer = await reader.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var rows = Html.Parse(await answer.Content.ReadAsStringAsync()).QuerySelectorAll("main tbody tr").Length;
        return (rows, Assert.Single(App.Asked.For(address.Contains("/journeys", StringComparison.Ordinal) ? "Journeys" : "LedgerVersions")));
    }

    private async Task<int> UntilReadFromStandbyAsync(HttpClient reader, string address)
    {
        var rows = 0;
        await UntilAsync(async () =>
        {
            (rows, var port) = await ReadAsync(reader, address);
            return port == Pair.StandbyPort;
        });
        return rows;
    }

    // Asking is the waiting.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A pair and the app that reads from both of it. On another engine there is neither.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        internal PostgreSqlPair? Pair { get; private set; }

        internal PairedApp? App { get; private set; }

        public async Task InitializeAsync()
        {
            if (!IsOther)
            {
                Pair = await PostgreSqlPair.StartAsync();
                App = await PairedApp.StartAsync(Pair, Pair.Both);
            }
        }

        public async Task DisposeAsync()
        {
            if (App is not null && Pair is not null)
            {
                await App.DisposeAsync();
                await Pair.DisposeAsync();
            }
        }
    }
}
