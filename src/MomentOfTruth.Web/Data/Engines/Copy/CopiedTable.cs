using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// One table on its way from SQLite to PostgreSQL. Both sides are read in the order of the key and held against each other, so that memory
/// stays the same however many rows there are; what differs is written in batches, each of which stands by itself.
/// </summary>
internal sealed class CopiedTable
{
    private const int Batch = 200_000, KeysAtOnce = 20_000;

    private readonly IReadOnlyList<CopiedColumn> _columns;
    private readonly int[] _key;
    private readonly bool _byKey, _pointsAtItself;

    public CopiedTable(IEntityType entity, IEntityType source, CopiedRows how)
    {
        var table = CopiedColumn.TableOf(entity);
        (Name, _byKey) = (table.Name, how == CopiedRows.ByKey);
        _columns = CopiedColumn.Of(entity, source);
        _key = [.. table.PrimaryKey!.Columns.Select(key => _columns.Index().Single(column => column.Item.Name == key.Name).Index)];
        _pointsAtItself = table.ForeignKeyConstraints.Any(pointer => pointer.PrincipalTable == table);
        PointsAt = [.. table.ForeignKeyConstraints.Select(pointer => pointer.PrincipalTable.Name).Where(other => other != Name)];
        Numbered = table.Columns.FirstOrDefault(column => column.PropertyMappings.Any(
            mapping => mapping.Property is { ValueGenerated: ValueGenerated.OnAdd } property && property.ClrType == typeof(int)))?.Name;
    }

    public string Name { get; }

    /// <summary>The other tables that its rows point at.</summary>
    public IReadOnlyList<string> PointsAt { get; }

    /// <summary>The column that the engine numbers; null for none.</summary>
    public string? Numbered { get; }

    private string Staged => $"\"staged {Name}\"";

    private string Gone => $"\"gone {Name}\"";

    private IEnumerable<CopiedColumn> Key => _key.Select(place => _columns[place]);

    /// <summary>Writes what is new or has changed, and notes the keys of what is gone.</summary>
    /// <param name="source">Reads the rows as they were at one moment.</param>
    /// <param name="reading">Reads the target.</param>
    /// <param name="writing">Writes into it, and has the notes until it is closed.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<CopiedCounts> BringUpAsync(
        SqliteConnection source, NpgsqlConnection reading, NpgsqlConnection writing, IProgress<CopiedCounts>? progress,
        CancellationToken cancellationToken)
    {
        await RunAsync(writing, $"""
            CREATE TEMP TABLE {Staged} AS SELECT {List(_columns)} FROM "{Name}" WITH NO DATA;
            CREATE TEMP TABLE {Gone} AS SELECT {List(Key)} FROM "{Name}" WITH NO DATA
            """, cancellationToken);
        var isNew = !await AnyAsync(reading, cancellationToken);
        var (counts, batch, gone) = (new CopiedCounts(Name), 0, new List<object?[]>());
        NpgsqlBinaryImporter? rows = null;

        // What points at rows of its own table goes in all at once: a batch could have the one and not yet the other.
        var most = _pointsAtItself ? int.MaxValue : Batch;
        await foreach (var (mine, theirs) in PairsAsync(source, reading, cancellationToken))
        {
            if (mine is null)
            {
                gone.Add([.. _key.Select(place => theirs![place])]);
            }
            else if (theirs is null || !IsSame(mine, theirs))
            {
                rows ??= await writing.BeginBinaryImportAsync(
                    $"COPY {(isNew ? $"\"{Name}\"" : Staged)} ({List(_columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
                await WriteAsync(rows, _columns, mine, cancellationToken);
                batch++;
            }

            counts = counts with { Rows = counts.Rows + (mine is null ? 0 : 1) };
            if (batch == most || gone.Count == KeysAtOnce)
            {
                await FlushAsync();
            }

            if (counts.Rows > 0 && counts.Rows % Batch == 0 && mine is not null)
            {
                progress?.Report(counts with { Written = counts.Written + batch });
            }
        }

        await FlushAsync();
        return counts;

        async Task FlushAsync()
        {
            if (rows is not null)
            {
                await rows.CompleteAsync(cancellationToken);
                await rows.DisposeAsync();
                rows = null;
                if (!isNew)
                {
                    await RunAsync(writing, Upsert(), cancellationToken);
                }
            }

            await NoteAsync(writing, gone, cancellationToken);
            counts = counts with { Written = counts.Written + batch, Deleted = counts.Deleted + gone.Count };
            batch = 0;
            gone.Clear();
        }
    }

    /// <summary>Deletes the rows whose keys were noted.</summary>
    public Task DeleteGoneAsync(NpgsqlConnection writing, CancellationToken cancellationToken) => RunAsync(writing, $"""
        DELETE FROM "{Name}" AS t USING {Gone} AS g WHERE {string.Join(" AND ", Key.Select(key => $"t.\"{key.Name}\" = g.\"{key.Name}\""))}
        """, cancellationToken);

    /// <summary>Lets the engine number the next row after those that were copied.</summary>
    public Task NumberOnAsync(NpgsqlConnection writing, CancellationToken cancellationToken) => RunAsync(writing, $"""
        SELECT setval(pg_get_serial_sequence('"{Name}"', '{Numbered}'), greatest(max("{Numbered}"), 1), max("{Numbered}") IS NOT NULL)
        FROM "{Name}"
        """, cancellationToken);

    public async Task<bool> AnyAsync(NpgsqlConnection target, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM \"{Name}\")", target);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>How many rows either side has.</summary>
    public async Task<(long There, long Here)> CountAsync(
        SqliteConnection source, NpgsqlConnection target, CancellationToken cancellationToken)
    {
        await using var there = source.CreateCommand();
        await using var here = target.CreateCommand();
        there.CommandText = here.CommandText = $"SELECT count(*) FROM \"{Name}\"";
        return (
            Convert.ToInt64(await there.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture),
            Convert.ToInt64(await here.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture));
    }

    // Of each key what either side has of it.
    private async IAsyncEnumerable<(object?[]? Mine, object?[]? Theirs)> PairsAsync(
        SqliteConnection source, NpgsqlConnection reading,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var there = source.CreateCommand();
        there.CommandText = $"""
            SELECT {List(_columns.Where(column => column.Derived is null))} FROM "{Name}" ORDER BY {List(Key)}
            """;
        await using var here = reading.CreateCommand();
        here.CommandText = $"""
            SELECT {List(_columns.Index().Where(column => IsRead(column.Index)).Select(column => column.Item))} FROM "{Name}"
            ORDER BY {string.Join(", ", Key.Select(key => key.Order))}
            """;
        await using var mine = await there.ExecuteReaderAsync(cancellationToken);
        await using var theirs = await here.ExecuteReaderAsync(cancellationToken);
        var copied = await NextAsync();
        while (mine.Read())
        {
            var row = Read(mine);
            while (copied is not null && Compare(copied, row) < 0)
            {
                yield return (null, copied);
                copied = await NextAsync();
            }

            if (copied is not null && Compare(copied, row) == 0)
            {
                yield return (row, copied);
                copied = await NextAsync();
            }
            else
            {
                yield return (row, null);
            }
        }

        for (; copied is not null; copied = await NextAsync())
        {
            yield return (null, copied);
        }

        async Task<object?[]?> NextAsync()
        {
            if (!await theirs.ReadAsync(cancellationToken))
            {
                return null;
            }

            var (row, place) = (new object?[_columns.Count], 0);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = IsRead(i) ? _columns[i].FromPostgreSql(theirs, place++) : null;
            }

            return row;
        }
    }

    private object?[] Read(SqliteDataReader read)
    {
        var (row, place) = (new object?[_columns.Count], 0);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _columns[i].Derived is null ? _columns[i].FromSqlite(read, place++) : null;
        }

        for (var i = 0; i < row.Length; i++)
        {
            row[i] ??= _columns[i].Derived?.Invoke(row);
        }

        return row;
    }

    // What follows from other columns needs no comparing.
    private bool IsRead(int column) => _byKey ? _key.Contains(column) : _columns[column].Derived is null;

    private bool IsSame(object?[] mine, object?[] theirs)
    {
        for (var i = 0; i < mine.Length; i++)
        {
            if (IsRead(i) && !_columns[i].Same(mine[i], theirs[i]))
            {
                return false;
            }
        }

        return true;
    }

    private int Compare(object?[] one, object?[] other)
    {
        foreach (var place in _key)
        {
            if (CopiedColumn.Compare(one[place]!, other[place]!) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    private string Upsert()
    {
        var changed = _columns.Except(Key).Select(column => $"\"{column.Name}\" = excluded.\"{column.Name}\"").ToList();
        return $"""
            INSERT INTO "{Name}" ({List(_columns)}) SELECT {List(_columns)} FROM {Staged}
            ON CONFLICT ({List(Key)}) DO {(changed.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", changed)}")};
            TRUNCATE {Staged}
            """;
    }

    private async Task NoteAsync(NpgsqlConnection writing, List<object?[]> gone, CancellationToken cancellationToken)
    {
        if (gone.Count == 0)
        {
            return;
        }

        await using var keys = await writing.BeginBinaryImportAsync($"COPY {Gone} ({List(Key)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var key in gone)
        {
            await WriteAsync(keys, [.. Key], key, cancellationToken);
        }

        await keys.CompleteAsync(cancellationToken);
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter rows, IReadOnlyList<CopiedColumn> columns, object?[] row, CancellationToken cancellationToken)
    {
        await rows.StartRowAsync(cancellationToken);
        for (var i = 0; i < row.Length; i++)
        {
            await (row[i] is { } value ? rows.WriteAsync(value, columns[i].Type, cancellationToken) : rows.WriteNullAsync(cancellationToken));
        }
    }

    private static string List(IEnumerable<CopiedColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>How far a table has come.</summary>
/// <param name="Rows">How many rows the source has, as far as it was read.</param>
/// <param name="Written">Those of them that were new or had changed.</param>
/// <param name="Deleted">Rows of the target that the source no longer has.</param>
public sealed record CopiedCounts(string Table, long Rows = 0, long Written = 0, long Deleted = 0);
