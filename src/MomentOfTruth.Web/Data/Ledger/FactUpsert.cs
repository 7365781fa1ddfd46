using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Data;

/// <summary>Adds counts to ledger rows, in the way that is fastest on each engine (measured; one long VALUES list is 20 times slower on SQLite).</summary>
internal static class FactUpsert
{
    private const string Into = """INSERT INTO "Facts" ("CompanyId", "Grain", "Period", "Kind", "ProductId", "Key", "N", "Sum") """;

    private const string OrAdd = """
         ON CONFLICT ("CompanyId", "Grain", "Period", "Kind", "ProductId", "Key")
        DO UPDATE SET "N" = "Facts"."N" + excluded."N", "Sum" = "Facts"."Sum" + excluded."Sum"
        """;

    // SQLite has no round trips to save: one prepared statement, run for each row.
    private const string SqliteRow = Into + "VALUES ($0, $1, $2, $3, $4, $5, $6, $7)" + OrAdd;

    // PostgreSQL: one round trip for all rows.
    private const string PostgreSqlRows = Into + "SELECT * FROM unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7})" + OrAdd;

    public static async Task RunAsync(AppDbContext db, IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (db is SqliteAppDbContext)
        {
            await OneByOneAsync(db, rows, cancellationToken);
            return;
        }

        object[] columns =
        [
            rows.Select(r => r.Key.CompanyId).ToArray(), rows.Select(r => (short)r.Grain).ToArray(), rows.Select(r => r.Key.Day).ToArray(),
            rows.Select(r => (short)r.Key.Kind).ToArray(), rows.Select(r => r.Key.ProductId).ToArray(), rows.Select(r => r.Key.Key).ToArray(),
            rows.Select(r => r.Count.N).ToArray(), rows.Select(r => r.Count.Sum).ToArray(),
        ];
        await db.Database.ExecuteSqlRawAsync(PostgreSqlRows, columns, cancellationToken);
    }

    private static async Task OneByOneAsync(AppDbContext db, IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = SqliteRow;
        var parameters = Enumerable.Range(0, 8).Select(_ => command.CreateParameter()).ToArray();
        foreach (var (number, parameter) in parameters.Index())
        {
            parameter.ParameterName = $"${number}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            Fill(parameters, row);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void Fill(DbParameter[] parameters, Row row)
    {
        parameters[0].Value = row.Key.CompanyId.ToByteArray(bigEndian: true);
        parameters[1].Value = (byte)row.Grain;
        parameters[2].Value = row.Key.Day;
        parameters[3].Value = (short)row.Key.Kind;
        parameters[4].Value = row.Key.ProductId.ToByteArray(bigEndian: true);
        parameters[5].Value = row.Key.Key;
        parameters[6].Value = row.Count.N;
        parameters[7].Value = row.Count.Sum;
    }

    internal readonly record struct Row(FactGrain Grain, TallyKey Key, TallyCount Count);
}
