using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>A store on PostgreSQL whose standby must confirm every commit: what was acknowledged is on it.</summary>
public sealed class StandbyTests
{
    private const string Unknown = "It is not known whether this was stored.";

    // More than one to be sure of it; one for every run of the tests.
    private static readonly int Tries = int.TryParse(Environment.GetEnvironmentVariable("MOT_TEST_STANDBY_TRIES"), out var tries) ? tries : 1;

    [Fact]
    public async Task Send_WhileTheStandbyIsGone_IsNotKnownToBeStored_AndIsOneJourneyOnceItIsBack()
    {
        if (TestDatabase.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        await using var pair = await PostgreSqlPair.StartAsync();
        await using var app = await PairedApp.StartAsync(pair, pair.Both);
        var outage = await Outage.BeforeAsync(app);
        await pair.KillStandbyAsync();

        // Neither is it at the second try, although it can be read by now.
        await outage.RefusedAsync(Unknown, mayHaveArrived: true);
        await outage.RefusedAsync(Unknown, mayHaveArrived: true);
        await pair.StartStandbyAsync();

        await outage.ArrivesAsync();
    }

    [Fact]
    public async Task Acknowledged_WhileStandbyAndPrimaryAreKilled_IsOnThePromotedOne()
    {
        for (var i = 0; TestDatabase.Provider == DatabaseProvider.PostgreSql && i < Tries; i++)
        {
            await using var pair = await PostgreSqlPair.StartAsync();
            await using var app = await PairedApp.StartAsync(pair, pair.Both);
            var company = await app.CompanyAsync();
            using var load = new Writers(app, company);
            await load.UntilAsync(100);
            await pair.KillStandbyAsync();
            await load.UntilRefusedAsync();
            await pair.StartStandbyAsync();
            await load.UntilAsync(load.Acknowledged.Count + 100);
            await pair.KillPrimaryAsync();
            await pair.PromoteAsync();

            // The app knows both servers, and finds by itself the one that takes writes now.
            await load.UntilAsync(load.Acknowledged.Count + 20);
            await load.StopAsync();

            Assert.True(load.Refused > 0);
            var missing = await MissingAsync(pair.Standby, company, load.Acknowledged);
            Assert.True(
                missing == 0,
                $"Try {i + 1}: {missing} of {load.Acknowledged.Count} acknowledged journeys are missing; {load.Refused} were refused.");
            Console.WriteLine($"Try {i + 1}: {load.Acknowledged.Count} acknowledged, 0 missing, {load.Refused} refused.");
        }
    }

    private static async Task<int> MissingAsync(string connectionString, Company company, IReadOnlyCollection<Guid> acknowledged)
    {
        await using var db = PairedApp.Open(connectionString);
        var whole = await db.JourneysOf(company.Id).Where(j => j.Moments.Count == 2 && j.Facts.Moments == 2).Select(j => j.Id)
            .ToHashSetAsync();
        Assert.Empty(await new FactsLedger(db).VerifyAsync(company.Id, null, default));
        return acknowledged.Count(id => !whole.Contains(id));
    }
}
