using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Parts;

/// <summary>
/// Adding journeys to the ledger of a SQLite file, in a transaction of its own, against the same rows written by a bare prepared statement:
/// what the ledger adds to what SQLite costs anyway. Journeys in one transaction share its commit, which waits for the disk.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "Closed by the cleanup.")]
public class LedgerBenchmarks
{
    private const string Upsert = """
        INSERT INTO Facts (CompanyId, Grain, Period, Kind, ProductId, Key, N, Sum) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (CompanyId, Grain, Period, Kind, ProductId, Key) DO UPDATE SET N = N + excluded.N, Sum = Sum + excluded.Sum
        """;

    private readonly string _file = Path.GetTempFileName();
    private AppDbContext _db = null!;
    private SqliteConnection _bare = null!;
    private Tally _tally = null!;

    [Params(1, 100)]
    public int Journeys { get; set; }

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _db = new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>()
            .UseSqlite($"Data Source={_file};Pooling=False")
            .AddInterceptors(new SqliteSettings())
            .Options);
        await _db.Database.MigrateAsync();
        await _db.Database.OpenConnectionAsync();
        _bare = (SqliteConnection)_db.Database.GetDbConnection();
        _tally = new Tally();
        foreach (var journey in DrawnJourneys.Of(Journeys, moments: 5))
        {
            _tally.Add(journey);
        }
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _db.DisposeAsync();
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(_file + suffix);
        }
    }

    [Benchmark]
    public async Task LedgerAsync()
    {
        await using var transaction = await _db.Database.BeginTransactionAsync();
        await new FactsLedger(_db).AddAsync(_tally, CancellationToken.None);
        await transaction.CommitAsync();
    }

    [Benchmark(Baseline = true)]
    public void Bare()
    {
        using var transaction = _bare.BeginTransaction();
        using var command = new SqliteCommand(Upsert, _bare, transaction);
        foreach (var (key, count) in _tally.Counts)
        {
            foreach (var grain in new[] { FactGrain.Day, FactGrain.Month })
            {
                Write(command, grain, key, count);
            }
        }

        transaction.Commit();
    }

    private static void Write(SqliteCommand command, FactGrain grain, TallyKey key, TallyCount count)
    {
        object[] values =
        [
            key.CompanyId.ToByteArray(bigEndian: true), (byte)grain, grain == FactGrain.Day ? key.Day : new DateOnly(key.Day.Year, key.Day.Month, 1),
            (short)key.Kind, key.ProductId.ToByteArray(bigEndian: true), key.Key, count.N, count.Sum,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count <= i)
            {
                command.Parameters.AddWithValue($"${i}", values[i]);
            }

            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
