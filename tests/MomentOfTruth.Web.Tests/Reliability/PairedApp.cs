using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>The app on a pair of servers. It notes which of them is asked what, and a standby's lag is measured by a clock that stands.</summary>
internal sealed class PairedApp : AppFixture
{
    private readonly string _store;

    private PairedApp(string store) => _store = store;

    public AskedServers Asked { get; } = new();

    public StandingClock Clock { get; } = new();

    public static PostgreSqlAppDbContext Open(string connectionString) => new((DbContextOptions<PostgreSqlAppDbContext>)
        PostgreSqlAppDbContext.Configure(new DbContextOptionsBuilder<PostgreSqlAppDbContext>(), connectionString).Options);

    /// <param name="pair">Whose primary gets the tables.</param>
    /// <param name="store">The connection string of the app.</param>
    public static async Task<PairedApp> StartAsync(PostgreSqlPair pair, string store)
    {
        await using (var db = Open(pair.Primary))
        {
            await db.Database.MigrateAsync();
        }

        return new PairedApp(store);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Database:ConnectionString", _store);
        builder.ConfigureTestServices(services => services
            .ConfigureDbContext<PostgreSqlAppDbContext>(options => options.AddInterceptors(Asked))
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }

    /// <summary>The time goes on, but what is measured takes no time unless it is said.</summary>
    public sealed class StandingClock : TimeProvider
    {
        private long _timestamp;

        public void Advance(TimeSpan by) => Interlocked.Add(ref _timestamp, by.Ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _timestamp);
    }
}

/// <summary>Which server was asked for which table.</summary>
internal sealed class AskedServers : DbCommandInterceptor
{
    private readonly ConcurrentQueue<(int Port, string Sql)> _asked = [];

    /// <summary>What is to happen before a statement is sent.</summary>
    public Func<int, string, Task>? Before { get; set; }

    public void Clear() => _asked.Clear();

    /// <summary>Ports of the servers that were asked for the table since the last time it was cleared.</summary>
    public IReadOnlyList<int> For(string table) =>
        [.. _asked.Where(asked => asked.Sql.Contains($"\"{table}\"", StringComparison.Ordinal)).Select(asked => asked.Port).Distinct()];

    /// <summary>The tables that a server was asked for among these.</summary>
    public IReadOnlyList<string> Of(int port, params string[] tables) => [.. tables.Where(table => For(table).Contains(port))];

    /// <summary>Whether a server was asked for anything.</summary>
    public bool Any(int port) => _asked.Any(asked => asked.Port == port);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        var port = ((NpgsqlConnection)command.Connection!).Port;
        _asked.Enqueue((port, command.CommandText));
        if (Before is { } before)
        {
            await before(port, command.CommandText);
        }

        return result;
    }
}
