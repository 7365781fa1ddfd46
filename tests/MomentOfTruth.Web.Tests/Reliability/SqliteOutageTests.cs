using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>A store on SQLite that is full, read-only or locked, and heals.</summary>
public sealed class SqliteOutageTests(SqliteOutageTests.Choked app) : IClassFixture<SqliteOutageTests.Choked>
{
    private const string Unstored = "This could not be stored just now.";

    /// <summary>
    /// What makes it so on each connection, what heals it, and whether the probe notices. A page that is there already can be written again
    /// when no more may be added, unlike on a disk that is full.
    /// </summary>
    public static TheoryData<string, string, bool> Outages => new()
    {
        { "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823", false },
        { "PRAGMA query_only = 1", "PRAGMA query_only = 0", true },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Send_WhileTheStoreTakesNothing_IsRefusedAsWhatItIs_AndArrivesOnceItDoes(string broken, string healed, bool isUnready)
    {
        if (TestDatabase.Provider != DatabaseProvider.Sqlite)
        {
            return;
        }

        var outage = await Outage.BeforeAsync(app);
        app.Pragma = broken;
        try
        {
            await outage.RefusedAsync(Unstored, isUnready: isUnready);
        }
        finally
        {
            app.Pragma = healed;
        }

        await outage.ArrivesAsync();
    }

    [Fact]
    public async Task Send_WhileAnotherProcessHoldsTheStore_IsRefused_AndArrivesAfterwards()
    {
        if (TestDatabase.Provider != DatabaseProvider.Sqlite)
        {
            return;
        }

        var outage = await Outage.BeforeAsync(app);
        await using (var other = new SqliteConnection(app.Database.ConnectionString + ";Pooling=False"))
        {
            await other.OpenAsync();
            await using var hold = other.BeginTransaction();
            await outage.RefusedAsync(Unstored);
        }

        await outage.ArrivesAsync();
    }

    [Fact]
    public async Task Acknowledged_WhileTheStoreIsFullAndHealed_IsThere()
    {
        if (TestDatabase.Provider != DatabaseProvider.Sqlite)
        {
            return;
        }

        var company = await app.CompanyAsync();
        using var load = new Writers(app, company);
        await load.UntilAsync(100);
        app.Pragma = "PRAGMA max_page_count = 1";
        try
        {
            await load.UntilRefusedAsync();
        }
        finally
        {
            app.Pragma = "PRAGMA max_page_count = 1073741823";
        }

        await load.UntilAsync(load.Acknowledged.Count + 100);
        await load.StopAsync();

        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var whole = await db.JourneysOf(company.Id).Where(j => j.Moments.Count == 2).Select(j => j.Id).ToHashSetAsync();
            Assert.DoesNotContain(load.Acknowledged, id => !whole.Contains(id));
            Assert.Empty(await services.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));
            return 0;
        });
    }

    /// <summary>The app on a store that can be choked.</summary>
    public sealed class Choked : AppFixture
    {
        internal string? Pragma { get; set; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services =>
                services.ConfigureDbContext<SqliteAppDbContext>(options => options.AddInterceptors(new Choke(this))));
        }
    }

    // The limit of pages cannot be less than there are: none is free.
    private sealed class Choke(Choked app) : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (app.Pragma is { } pragma)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = pragma;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
