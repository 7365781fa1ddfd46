using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The indexes of the target, which are taken away and made again. Without those that are unique rows can be brought up to date one after
/// another, though a name that one row gives up is another's by now; and what is made of all rows at once is made much faster.
/// </summary>
internal sealed class CopyIndexes(PostgreSqlAppDbContext target, NpgsqlConnection connection)
{
    private readonly IReadOnlyList<ITableIndex> _all =
        [.. target.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(table => table.Indexes)];

    public Task DropAsync(bool uniqueOnly, CancellationToken cancellationToken) => RunAsync(
        string.Join(";\n", _all.Where(index => index.IsUnique || !uniqueOnly).Select(index => $"DROP INDEX IF EXISTS \"{index.Name}\"")),
        cancellationToken);

    /// <summary>Makes those that are missing.</summary>
    public async Task MakeAsync(bool unique, CancellationToken cancellationToken)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()", connection))
        await using (var names = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await names.ReadAsync(cancellationToken))
            {
                there.Add(names.GetString(0));
            }
        }

        var missing = _all.Where(index => index.IsUnique == unique && !there.Contains(index.Name)).Select(CreateIndexOperation.CreateFrom);
        var made = target.GetService<IMigrationsSqlGenerator>().Generate(
            [.. missing], target.GetService<IDesignTimeModel>().Model);
        foreach (var statement in made)
        {
            await RunAsync(statement.CommandText, cancellationToken);
        }
    }

    private async Task RunAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
