using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

public sealed class StoreTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Connection_KeepsItsPromises()
    {
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            if (TestDatabase.Provider == DatabaseProvider.PostgreSql)
            {
                Assert.Equal("on", await ScalarAsync(db, "SHOW synchronous_commit"));
                return 0;
            }

            Assert.Equal("wal", await ScalarAsync(db, "PRAGMA journal_mode"));
            Assert.Equal(2L, await ScalarAsync(db, "PRAGMA synchronous"));
            Assert.Equal(1L, await ScalarAsync(db, "PRAGMA foreign_keys"));
            Assert.Equal(5000L, await ScalarAsync(db, "PRAGMA busy_timeout"));
            return 0;
        });
    }

    [Fact]
    public async Task OpenAsync_OnAnEmptyDatabase_MigratesSqliteAndRefusesPostgreSql()
    {
        await using var database = new TestDatabase();
        await using var db = database.Open();
        var store = new Store(db, new FactsLedger(db), new SearchIndex(db));
        if (TestDatabase.Provider == DatabaseProvider.PostgreSql)
        {
            // The server has no such database yet, let alone its tables.
            await store.MigrateAsync(default);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsHistory" """);
            await Assert.ThrowsAsync<InvalidOperationException>(() => store.OpenAsync(default));
        }
        else
        {
            await store.OpenAsync(default);
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        }
    }

    [Fact]
    public async Task Ids_AreStoredInTheOrderInWhichTheyWereMade()
    {
        var company = await app.CompanyAsync();
        var made = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            made.Add((await app.JourneyAsync(company, TestData.Said("Shop", "5"))).Id);
        }

        var stored = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>()
            .JourneysOf(company.Id).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync());
        Assert.Equal(made.Order(), stored);
    }

    private static async Task<object?> ScalarAsync(AppDbContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
