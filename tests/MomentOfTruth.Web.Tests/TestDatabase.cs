using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests;

/// <summary>
/// A database of its own for one fixture, on the engine that MOT_TEST_PROVIDER names (SQLite without it).
/// PostgreSQL is the server of MOT_TEST_POSTGRES.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _name = "mot_" + Guid.NewGuid().ToString("N");

    public static DatabaseProvider Provider =>
        Enum.Parse<DatabaseProvider>(Environment.GetEnvironmentVariable("MOT_TEST_PROVIDER") is { Length: > 0 } provider ? provider : nameof(DatabaseProvider.Sqlite));

    public string FileName => Path.Combine(Path.GetTempPath(), _name + ".db");

    public string ConnectionString => Provider == DatabaseProvider.Sqlite
        ? $"Data Source={FileName}"
        : new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString;

    private static string Server => Environment.GetEnvironmentVariable("MOT_TEST_POSTGRES")
        ?? throw new InvalidOperationException("MOT_TEST_POSTGRES names no PostgreSQL server.");

    public AppDbContext Open() => Provider == DatabaseProvider.Sqlite
        ? new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite(ConnectionString).AddInterceptors(new SqliteSettings()).Options)
        : new PostgreSqlAppDbContext(new DbContextOptionsBuilder<PostgreSqlAppDbContext>().UseNpgsql(ConnectionString).Options);

    public async Task CreateAsync()
    {
        await using var db = Open();
        await db.Database.MigrateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider == DatabaseProvider.PostgreSql)
        {
            NpgsqlConnection.ClearAllPools();
            await using var db = Open();
            await db.Database.EnsureDeletedAsync();
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(FileName + suffix);
        }
    }
}
