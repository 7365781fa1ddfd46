using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests;

/// <summary>
/// A database of its own for one fixture, on the engine that MOT_TEST_PROVIDER names (SQLite without it).
/// PostgreSQL is the server of MOT_TEST_POSTGRES.
/// </summary>
public sealed class TestDatabase(DatabaseProvider engine) : IAsyncDisposable
{
    // Migrated once a process and copied for each fixture: the migrations take longer than most tests.
    private static readonly Lazy<Task<byte[]>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgreSqlTemplate = new(MakePostgreSqlTemplateAsync);

    private readonly string _name = "mot_" + Guid.NewGuid().ToString("N");

    public TestDatabase()
        : this(Provider)
    {
    }

    public static DatabaseProvider Provider =>
        Enum.Parse<DatabaseProvider>(Environment.GetEnvironmentVariable("MOT_TEST_PROVIDER") is { Length: > 0 } provider
            ? provider
            : nameof(DatabaseProvider.Sqlite));

    public string FileName => Path.Combine(Path.GetTempPath(), _name + ".db");

    public DatabaseProvider Engine => engine;

    public string ConnectionString => Engine == DatabaseProvider.Sqlite
        ? $"Data Source={FileName}"
        : new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString;

    /// <summary>Whether there is a PostgreSQL server, whichever engine the tests run on.</summary>
    public static bool HasServer => Environment.GetEnvironmentVariable("MOT_TEST_POSTGRES") is { Length: > 0 };

    private static string Server => Environment.GetEnvironmentVariable("MOT_TEST_POSTGRES")
        ?? throw new InvalidOperationException("MOT_TEST_POSTGRES names no PostgreSQL server.");

    public AppDbContext Open(params IInterceptor[] interceptors) => Engine == DatabaseProvider.Sqlite
        ? new SqliteAppDbContext((DbContextOptions<SqliteAppDbContext>)SqliteAppDbContext.Configure(
            new DbContextOptionsBuilder<SqliteAppDbContext>().AddInterceptors(interceptors), ConnectionString).Options)
        : new PostgreSqlAppDbContext((DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
            new DbContextOptionsBuilder<PostgreSqlAppDbContext>().AddInterceptors(interceptors), ConnectionString).Options);

    /// <summary>Creates it, with all its tables.</summary>
    public async Task CreateAsync()
    {
        if (Engine == DatabaseProvider.Sqlite)
        {
            await File.WriteAllBytesAsync(FileName, await SqliteTemplate.Value);
        }
        else
        {
            await OnServerAsync($"CREATE DATABASE {_name} TEMPLATE {await PostgreSqlTemplate.Value}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Its own connections alone: other fixtures go on with theirs.
        if (Engine == DatabaseProvider.PostgreSql)
        {
            await ClearPoolAsync();
            await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
            return;
        }

        await ClearPoolAsync();
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(FileName + suffix);
        }
    }

    private static async Task<byte[]> MakeSqliteTemplateAsync()
    {
        await using var template = new TestDatabase(DatabaseProvider.Sqlite);
        await template.MigrateAsync();
        // The last connection to close leaves all in one file.
        await template.ClearPoolAsync();

        return await File.ReadAllBytesAsync(template.FileName);
    }

    private static async Task<string> MakePostgreSqlTemplateAsync()
    {
        var template = new TestDatabase(DatabaseProvider.PostgreSql);
        await template.MigrateAsync();
        // PostgreSQL copies no database that somebody is connected to.
        await template.ClearPoolAsync();

        AppDomain.CurrentDomain.ProcessExit += (_, _) => template.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return template._name;
    }

    // The pool of the product's own connection string, which is not quite the one it is given.
    private async Task ClearPoolAsync()
    {
        await using var db = Open();
        switch (db.Database.GetDbConnection())
        {
            case SqliteConnection sqlite:
                SqliteConnection.ClearPool(sqlite);
                break;
            case NpgsqlConnection server:
                NpgsqlConnection.ClearPool(server);
                break;
        }
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task MigrateAsync()
    {
        await using var db = Open();
        await db.Database.MigrateAsync();
    }
}
