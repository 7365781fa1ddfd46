using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// A table beside those of the model, in a database that is being copied into: of which store, and whether it was found right. It goes when
/// the database is first served from. A database without it is a store of its own, and is never copied over.
/// </summary>
internal sealed class CopyMark(NpgsqlConnection target)
{
    /// <summary>Whether there is the mark, whether it says that all was found right, and how it is taken away.</summary>
    public const string
        IsThere = """SELECT to_regclass('"StoreCopy"') IS NOT NULL AS "Value" """,
        IsVerified = """SELECT EXISTS (SELECT 1 FROM "StoreCopy" WHERE "VerifiedAtUtc" IS NOT NULL) AS "Value" """,
        Drop = """DROP TABLE IF EXISTS "StoreCopy" """;

    // Any number, as long as it stays the same.
    private const string Lock = "SELECT pg_try_advisory_lock(7236491025418366)";

    /// <summary>Returns whether no other process copies into the same database. The lock ends with the connection.</summary>
    public async Task<bool> LockAsync(CancellationToken cancellationToken) => await AskAsync(Lock, cancellationToken) is true;

    /// <summary>What names the store whose copy it is: its first key, empty if it had none yet; null for no mark.</summary>
    public async Task<string?> SourceAsync(CancellationToken cancellationToken) => await AskAsync(IsThere, cancellationToken) is true
        ? await AskAsync("""SELECT "Source" FROM "StoreCopy" """, cancellationToken) as string ?? ""
        : null;

    public async Task BeginAsync(string source, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            CREATE TABLE IF NOT EXISTS "StoreCopy" ("Source" text NOT NULL, "VerifiedAtUtc" timestamptz NULL);
            """, target);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var mark = new NpgsqlCommand("""
            WITH former AS (DELETE FROM "StoreCopy") INSERT INTO "StoreCopy" VALUES ($1, NULL)
            """, target);
        mark.Parameters.AddWithValue(source);
        await mark.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task VerifiedAsync(CancellationToken cancellationToken) =>
        AskAsync("""UPDATE "StoreCopy" SET "VerifiedAtUtc" = now()""", cancellationToken);

    /// <summary>Tells the planner what there is now.</summary>
    public Task AnalyzeAsync(CancellationToken cancellationToken) => AskAsync("ANALYZE", cancellationToken);

    private async Task<object?> AskAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, target) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
