using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Writes very many new journeys, past the change tracker: prepared statements on SQLite, COPY on PostgreSQL. The ledger and the search
/// index follow in the same transaction. For journeys that nobody is told of; all others go through the log.
/// </summary>
public sealed class JourneyBulk(AppDbContext db, FactsLedger ledger, SearchIndex search)
{
    /// <summary>Writes them all or none.</summary>
    /// <param name="journeys">New journeys.</param>
    /// <param name="tally">What they add to the ledger.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is kept then.</param>
    public async Task AddAsync(IReadOnlyCollection<Journey> journeys, Tally tally, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await InsertAsync(journeys, cancellationToken);
        await InsertAsync(journeys.SelectMany(j => j.Moments), cancellationToken);
        await ledger.AddAsync(tally, cancellationToken);
        await search.AddAsync(journeys, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task InsertAsync<T>(IEnumerable<T> entities, CancellationToken cancellationToken)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var (table, columns) = (Quoted(entity.GetTableName()!), BulkColumn.Of(entity));
        var names = string.Join(", ", columns.Select(c => Quoted(c.Name)));
        if (db is SqliteAppDbContext)
        {
            await OneByOneAsync($"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Index().Select(c => $"${c.Index}"))})", columns, entities, cancellationToken);
        }
        else
        {
            await CopyAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", columns, entities, cancellationToken);
        }
    }

    private async Task OneByOneAsync(string insert, IReadOnlyList<BulkColumn> columns, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = insert;
        var parameters = new DbParameter[columns.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = $"${i}";
            command.Parameters.Add(parameters[i]);
        }

        foreach (var entity in entities)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = columns[i].ValueOf(entity) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task CopyAsync(string copy, IReadOnlyList<BulkColumn> columns, IEnumerable<object> entities, CancellationToken cancellationToken)
    {
        await using var rows = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(copy, cancellationToken);
        foreach (var entity in entities)
        {
            await rows.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                await (column.ValueOf(entity) is { } value
                    ? rows.WriteAsync(value, column.Type, cancellationToken)
                    : rows.WriteNullAsync(cancellationToken));
            }
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
