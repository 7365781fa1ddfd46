using Microsoft.Data.Sqlite;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Shapes;

/// <summary>A way to store the ledger in a SQLite file, with the product's promises: a commit is on disk.</summary>
internal abstract class LedgerShape : IDisposable
{
    private readonly SqliteConnection _connection;

    protected LedgerShape(string file, string table)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; " + table);
    }

    public abstract string Name { get; }

    /// <summary>Adds the counts to their days and months in one commit. Returns how many rows it wrote.</summary>
    public long Add(Tally tally)
    {
        Execute("BEGIN IMMEDIATE");
        var months = new Dictionary<LedgerPlace, CountBag>();
        var rows = 0L;
        foreach (var (place, counts) in tally.Places)
        {
            rows += Add(FactGrain.Day, place, counts);
            var month = place with { Period = new DateOnly(place.Period.Year, place.Period.Month, 1) };
            if (!months.TryGetValue(month, out var bag))
            {
                months[month] = bag = new CountBag();
            }

            bag.Add(counts);
        }

        rows += months.Sum(month => Add(FactGrain.Month, month.Key, month.Value));
        Execute("COMMIT");
        return rows;
    }

    /// <summary>The company's counts from that day on: its whole months and the days before them.</summary>
    public LedgerTotals Read(Guid companyId, DateOnly? from)
    {
        var bag = new CountBag();
        var month = from is { } day ? new DateOnly(day.Year, day.Month, 1).AddMonths(1) : DateOnly.MinValue;
        Read(bag, FactGrain.Month, companyId, month, DateOnly.MaxValue);
        if (from is { } first)
        {
            Read(bag, FactGrain.Day, companyId, first, month.AddDays(-1));
        }

        return new LedgerTotals(bag);
    }

    public void Checkpoint() => Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose() => _connection.Dispose();

    protected abstract int Add(FactGrain grain, LedgerPlace place, CountBag counts);

    protected abstract void Read(CountBag into, FactGrain grain, Guid companyId, DateOnly from, DateOnly to);

    protected SqliteCommand Command(string text, params object?[] values)
    {
        var command = new SqliteCommand(text, _connection);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    private void Execute(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }
}

/// <summary>A command that is prepared once and run with other values.</summary>
internal static class Reused
{
    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count == i)
            {
                command.Parameters.AddWithValue($"${i}", null);
            }

            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
