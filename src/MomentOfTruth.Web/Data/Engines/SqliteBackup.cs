using Microsoft.Data.Sqlite;

namespace MomentOfTruth.Web.Data;

/// <summary>Copies of a store in a file: made while it is written to, checked, and put in its place.</summary>
internal static class SqliteBackup
{
    private static readonly string[] Beside = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Copies the store as it is at one moment by SQLite's own way of doing so while others read and write. The copy needs no file beside it.
    /// </summary>
    public static void Copy(string connectionString, string file)
    {
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        using var copy = Open(file);
        source.Open();
        source.BackupDatabase(copy);
        if (Run(copy, "PRAGMA journal_mode=DELETE") is not "delete" and var mode)
        {
            throw new InvalidOperationException($"The copy stayed in the journal mode {mode}.");
        }
    }

    /// <summary>What is wrong with a file as SQLite and the keys see it; null if nothing is.</summary>
    public static string? ProblemOf(string file)
    {
        using var copy = Open(file, SqliteOpenMode.ReadOnly);
        return Run(copy, "PRAGMA integrity_check(1)") is string said and not "ok" ? said
            : Run(copy, "PRAGMA foreign_key_check") is string table ? $"{table} has rows that point nowhere"
            : null;
    }

    /// <summary>Makes a store one file and closes it. Returns whether nobody else has it open.</summary>
    public static bool TryClose(string file)
    {
        SqliteConnection.ClearAllPools();
        try
        {
            using var alone = Open(file, SqliteOpenMode.ReadWrite);
            Run(alone, "PRAGMA locking_mode=EXCLUSIVE");
            return Run(alone, "PRAGMA journal_mode=DELETE") is "delete";
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return false;
        }
    }

    /// <summary>Puts a copy where a store is to be, all at once: whoever is stopped in between has the one or the other.</summary>
    public static void Place(string copy, string file)
    {
        var part = file + ".part";
        File.Copy(copy, part, overwrite: true);
        using (var written = new FileStream(part, FileMode.Open, FileAccess.Write))
        {
            written.Flush(flushToDisk: true);
        }

        foreach (var suffix in Beside)
        {
            File.Delete(file + suffix);
        }

        File.Move(part, file);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static object? Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
