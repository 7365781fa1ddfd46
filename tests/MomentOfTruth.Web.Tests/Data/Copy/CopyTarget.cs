using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Data.Copy;

/// <summary>A database of PostgreSQL to copy into.</summary>
internal sealed class CopyTarget : IAsyncDisposable
{
    private readonly string _name = "mot_copy_" + Guid.NewGuid().ToString("N");

    private CopyTarget()
    {
    }

    public static string? Server => Environment.GetEnvironmentVariable("MOT_TEST_POSTGRES");

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(Server) { Database = _name, Pooling = false }.ConnectionString;

    /// <summary>The settings of an app on it.</summary>
    public IEnumerable<(string, string)> Settings =>
        [("Database__Provider", "PostgreSql"), ("Database__ConnectionString", ConnectionString)];

    public static async Task<CopyTarget> CreateAsync(bool isMigrated = true)
    {
        var target = new CopyTarget();
        await OnServerAsync($"CREATE DATABASE {target._name}");
        if (isMigrated)
        {
            await using var db = target.Open();
            await db.Database.MigrateAsync();
        }

        return target;
    }

    public PostgreSqlAppDbContext Open() => new((DbContextOptions<PostgreSqlAppDbContext>)PostgreSqlAppDbContext.Configure(
        new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), ConnectionString).Options);

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    /// <summary>Every row of every table that is copied, as texts in an order of their own.</summary>
    public static List<string> RowsOf(AppDbContext db)
    {
        var lines = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && CopiedTables.All[e.ClrType] != CopiedRows.Left))
        {
            // The number of a search entry is SQLite's own, its terms are PostgreSQL's.
            var properties = entity.GetFlattenedProperties().Where(p => p.Name is not ("Number" or "Terms") || entity.ClrType != typeof(SearchEntry))
                .OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
            lines.AddRange(SetOf(db, entity).Select(row => $"{entity.GetTableName()} "
                + string.Join(' ', properties.Select(p => $"{p.Name}={TextOf(p.GetGetter().GetClrValueUsingContainingEntity(row))}"))
                + (row is IdentityUserPasskey<Guid> passkey ? JsonSerializer.Serialize(passkey.Data) : "")));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public static IEnumerable<object> SetOf(AppDbContext db, IEntityType entity) =>
        ((IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!)
        .Cast<object>().AsNoTracking().AsEnumerable();

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string TextOf(object? value) => value switch
    {
        null => "-",
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text.Replace("\n", "\\n", StringComparison.Ordinal),
        IEnumerable many => string.Join(',', many.Cast<object>()),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture)[..26],
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)[..26],
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture)[..15],
        IFormattable one => one.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
