using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// A statement with the parameters <c>?</c> that is prepared once and run very often: by SQLite's own interface, since ADO.NET looks up
/// every parameter by its name at every run. Values are stored as Microsoft.Data.Sqlite stores them.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    // Connections come from a pool and stay open: what was prepared on one is used by all who get it after.
    private static readonly ConditionalWeakTable<sqlite3, Dictionary<string, SqliteStatement>> Prepared = [];

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">An open connection; the statement runs in its current transaction.</param>
    /// <param name="text">A single statement.</param>
    public SqliteStatement(SqliteConnection connection, string text)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, text, out _statement));
    }

    /// <summary>The statement as it was prepared on this connection before; it stays prepared as long as the connection is open.</summary>
    /// <param name="connection">An open connection that nobody else uses now.</param>
    /// <param name="text">A single statement, of a few that there are.</param>
    public static SqliteStatement On(SqliteConnection connection, string text)
    {
        var known = Prepared.GetValue(connection.Handle!, _ => []);
        return known.TryGetValue(text, out var statement) ? statement : known[text] = new SqliteStatement(connection, text);
    }

    /// <summary>Runs the statement to its end.</summary>
    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            while (raw.sqlite3_step(_statement) is var step && step != raw.SQLITE_DONE)
            {
                Check(step == raw.SQLITE_ROW ? raw.SQLITE_OK : step);
            }
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs the statement and returns the blob of its first row; null if it has no row.</summary>
    public byte[]? Blob(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            var step = raw.sqlite3_step(_statement);
            Check(step is raw.SQLITE_ROW or raw.SQLITE_DONE ? raw.SQLITE_OK : step);
            return step == raw.SQLITE_ROW ? raw.sqlite3_column_blob(_statement, 0).ToArray() : null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        bool flag => raw.sqlite3_bind_int(_statement, place, flag ? 1 : 0),
        byte or short or int or long => raw.sqlite3_bind_int64(_statement, place, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        DateOnly day => Text(place, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => Text(place, time.ToString(
            time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
        DateTime instant => Text(place, instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"No way is known to store a {value.GetType()}."),
    };

    private int Text(int place, string text) => raw.sqlite3_bind_text(_statement, place, text);

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
