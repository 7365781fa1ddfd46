using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>One way to write journeys of five moments with their receipts, in a store of its own with one company.</summary>
internal abstract class WayToWrite : IAsyncDisposable
{
    private static readonly string[] Touchpoints = ["Call centre", "Dealer shop", "Activation", "Network on the train", "Bill"];

    private WebApplication? _app;

    public abstract string Name { get; }

    protected IServiceProvider Services => _app!.Services;

    protected Guid CompanyId { get; private set; }

    protected IReadOnlyList<Guid> TouchpointIds { get; private set; } = [];

    public async Task OpenAsync(string file, CancellationToken cancellationToken)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }

        _app = Web.Program.Build([], "Production", [
            new("Database:Provider", "Sqlite"), new("Database:ConnectionString", $"Data Source={file}"), new("Site:BaseAddress", "http://localhost"),
            new("Serilog:MinimumLevel:Default", "Error")]);
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Store>().OpenAsync(cancellationToken);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var company = new Company("measured", "Measured", "Asia/Seoul");
        var touchpoints = Touchpoints.Select(name => new Touchpoint(company.Id, name, Channel.Phone)).ToList();
        db.Add(company);
        db.AddRange(touchpoints);
        await db.SaveChangesAsync(cancellationToken);
        (CompanyId, TouchpointIds) = (company.Id, [.. touchpoints.Select(t => t.Id)]);
        Opened(file);
    }

    /// <summary>All clients together write for so long, each again as soon as its journey is on disk.</summary>
    public async Task<Latencies> RoundAsync(int clients, TimeSpan length, CancellationToken cancellationToken)
    {
        var round = Stopwatch.StartNew();
        async Task<List<double>> WriteAllAsync(int client)
        {
            var (took, random) = (new List<double>(), new Random(client));
            while (round.Elapsed < length)
            {
                var began = Stopwatch.GetTimestamp();
                await WriteAsync(random, cancellationToken);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return took;
        }

        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => WriteAllAsync(client), cancellationToken)));
        return Latencies.Of(all.SelectMany(took => took), round.Elapsed);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    protected virtual void Opened(string file)
    {
    }

    protected abstract Task WriteAsync(Random random, CancellationToken cancellationToken);

    protected static Score Drawn(Random random) => new(random.Next(12) is 0 ? 0 : random.Next(10, 101));

    protected static DateOnly Day(Random random) => new DateOnly(2026, 1, 1).AddDays(random.Next(60));

    protected static string NameOf(int touchpoint) => Touchpoints[touchpoint];

    protected static string StoryOf(int touchpoint) => $"What happened at {Touchpoints[touchpoint]}, in a few words of the customer’s own.";

    /// <summary>The journey as a row and its moments.</summary>
    protected Journey Made(Random random)
    {
        var day = Day(random);
        MomentEntry Entry(int i) => new(TouchpointIds[i], Channel.Phone, Drawn(random), day, null, StoryOf(i));
        var journey = new Journey(CompanyId, Entry(0), DateTime.UtcNow);
        for (var i = 1; i < TouchpointIds.Count; i++)
        {
            journey.Add(Entry(i));
        }

        journey.Finish(Outcome.Stayed, day, DateTime.UtcNow, null);
        return journey;
    }
}

/// <summary>The writer that pages use.</summary>
internal sealed class ByProduct : WayToWrite
{
    public override string Name => "the product, with ledger and index";

    protected override async Task WriteAsync(Random random, CancellationToken cancellationToken)
    {
        var day = Day(random);
        var entry = new JourneyEntry(
            [.. Enumerable.Range(0, TouchpointIds.Count).Select(i => new NamedMoment(NameOf(i), null, Drawn(random), day, null, StoryOf(i)))])
        { Ending = new ToldEnding(Outcome.Stayed) };
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JourneyWriter>().LogAsync(CompanyId, entry, ReceiptCode.New(), null, cancellationToken);
    }
}

/// <summary>A transaction a request, without ledger and index.</summary>
internal sealed class BySaveChanges : WayToWrite
{
    public override string Name => "SaveChanges a request, rows alone";

    protected override async Task WriteAsync(Random random, CancellationToken cancellationToken)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var journey = Made(random);
        db.Add(journey);
        db.Add(new Receipt(ReceiptCode.New(), journey.Key));
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>One thread with prepared statements, which takes all that wait into one transaction, without ledger and index.</summary>
internal sealed class ByStatements : WayToWrite
{
    private const int MostTogether = 256;

    private readonly System.Threading.Channels.Channel<(Journey Journey, Receipt Receipt, TaskCompletionSource Done)> _waiting = System.Threading.Channels.Channel.CreateBounded<(Journey, Receipt, TaskCompletionSource)>(2_000);
    private Task _writer = Task.CompletedTask;

    public override string Name => "prepared statements in groups, rows alone";

    public override async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
        await base.DisposeAsync();
    }

    protected override void Opened(string file) => _writer = Task.Factory.StartNew(Write, TaskCreationOptions.LongRunning);

    protected override async Task WriteAsync(Random random, CancellationToken cancellationToken)
    {
        var (journey, done) = (Made(random), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync((journey, new Receipt(ReceiptCode.New(), journey.Key), done), cancellationToken);
        await done.Task;
    }

    private void Write()
    {
        using var scope = Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        using var commit = new SqliteStatement(connection, "COMMIT");
        using var journeys = new Inserts<Journey>(db, connection);
        using var moments = new Inserts<Moment>(db, connection);
        using var receipts = new Inserts<Receipt>(db, connection);
        var together = new List<TaskCompletionSource>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            begin.Run();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var next))
            {
                journeys.Run(next.Journey);
                foreach (var moment in next.Journey.Moments)
                {
                    moments.Run(moment);
                }

                receipts.Run(next.Receipt);
                together.Add(next.Done);
            }

            commit.Run();
            together.ForEach(done => done.SetResult());
            together.Clear();
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
