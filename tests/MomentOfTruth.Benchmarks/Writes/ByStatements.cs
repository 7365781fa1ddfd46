using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>
/// One thread with prepared statements, which takes all that wait into one transaction and adds them to ledger and index once: as little as
/// can be done. It knows the touchpoints, and asks nothing of the store.
/// </summary>
internal sealed class ByStatements : WayToWrite
{
    private const int MostWaiting = 2_000, MostTogether = 256;

    private readonly Channel<(Journey Journey, Receipt Receipt, Case? Case, TaskCompletionSource Done)> _waiting =
        Channel.CreateBounded<(Journey, Receipt, Case?, TaskCompletionSource)>(MostWaiting);

    private Task _writer = Task.CompletedTask;

    public override string Name => "prepared statements in groups";

    public override async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        await base.DisposeAsync();
    }

    protected override void Opened() => _writer = Task.Factory.StartNew(Write, TaskCreationOptions.LongRunning);

    protected override async Task WriteAsync(Told told, CancellationToken cancellationToken)
    {
        var ((journey, receipt, begun), done) = (Made(told), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync((journey, receipt, begun, done), cancellationToken);
        await done.Task;
    }

    private void Write()
    {
        using var scope = Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var journeys = new Inserts<Journey>(db, connection);
        using var moments = new Inserts<Moment>(db, connection);
        using var receipts = new Inserts<Receipt>(db, connection);
        using var cases = new Inserts<Case>(db, connection);
        var (ledger, index) = (new FactsLedger(db), new SearchIndex(db));
        var (together, done) = (new List<Journey>(), new List<TaskCompletionSource>());
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            using var transaction = db.Database.BeginTransaction();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var next))
            {
                journeys.Run(next.Journey);
                foreach (var moment in next.Journey.Moments)
                {
                    moments.Run(moment);
                }

                receipts.Run(next.Receipt);
                if (next.Case is { } begun)
                {
                    cases.Run(begun);
                }

                together.Add(next.Journey);
                done.Add(next.Done);
            }

            ledger.AddAsync(Tally.Of(together), default).GetAwaiter().GetResult();
            index.AddAsync(together, default).GetAwaiter().GetResult();
            transaction.Commit();
            done.ForEach(told => told.SetResult());
            together.Clear();
            done.Clear();
        }
    }

    private sealed class Inserts<T> : IDisposable
        where T : class
    {
        private readonly IReadOnlyList<BulkColumn> _columns;
        private readonly SqliteStatement _insert;
        private readonly object?[] _values;

        public Inserts(AppDbContext db, SqliteConnection connection)
        {
            var entity = db.Model.FindEntityType(typeof(T))!;
            _columns = BulkColumn.Of(entity);
            _values = new object?[_columns.Count];
            var names = string.Join(", ", _columns.Select(c => $"\"{c.Name}\""));
            _insert = new SqliteStatement(
                connection, $"INSERT INTO \"{entity.GetTableName()}\" ({names}) VALUES ({string.Join(", ", _columns.Select(_ => "?"))})");
        }

        public void Run(T row)
        {
            for (var i = 0; i < _values.Length; i++)
            {
                _values[i] = _columns[i].ValueOf(row);
            }

            _insert.Run(_values);
        }

        public void Dispose() => _insert.Dispose();
    }
}
