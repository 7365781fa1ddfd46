using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The standbys that may be read in the primary server's stead: a connection string of PostgreSQL that names several servers names them.
/// One is read only if it has everything that the primary had some seconds ago, as a place in the primary's log. This takes no clock of a
/// server, and holds where a standby has lost its primary without knowing it, and where nobody writes.
/// </summary>
public sealed class Replicas : IAsyncDisposable
{
    private const string ReadOnly = "-c default_transaction_read_only=on";

    // Who is slower than this to say how far it is, is not read.
    private const int CheckSeconds = 2;

    // The places are noted so often that the oldest of them that is young enough is never much younger than it may be.
    private const int PlacesOfALag = 4;

    private readonly Queue<(NpgsqlLogSequenceNumber Place, long AtTimestamp)> _places = [];
    private readonly TimeProvider _clock;
    private readonly int _servers;
    private readonly NpgsqlMultiHostDataSource? _all;
    private readonly NpgsqlDataSource? _standbys;
    private long _askedAtTimestamp;

    public Replicas(IOptions<DatabaseOptions> options, TimeProvider clock)
    {
        _clock = clock;
        LongestLag = TimeSpan.FromSeconds(options.Value.ReplicaSeconds);
        if (options.Value.Provider != DatabaseProvider.PostgreSql || LongestLag == TimeSpan.Zero)
        {
            return;
        }

        var given = new NpgsqlConnectionStringBuilder(PostgreSqlAppDbContext.Bounded(options.Value.ConnectionString));
        _servers = given.Host!.Split(',').Length;
        if (_servers > 1)
        {
            // Whatever is done on such a connection, and on whichever server, cannot write: the server refuses it.
            given.Options = $"{given.Options} {ReadOnly}";
            (given.TargetSessionAttributes, given.LoadBalanceHosts) = (null, true);
            _all = new NpgsqlDataSourceBuilder(given.ConnectionString).BuildMultiHost();
            _standbys = _all.WithTargetSession(TargetSessionAttributes.Standby);
        }
    }

    public bool AreNamed => _standbys is not null;

    /// <summary>How far a standby that is read is behind at most.</summary>
    public TimeSpan LongestLag { get; }

    /// <summary>Lets the store be read from a standby until that is disposed. Returns null if none may be read now.</summary>
    /// <param name="db">A store that is read from the primary, and in no transaction.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IAsyncDisposable?> LendAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var place = await PlaceAsync(db, cancellationToken);
        for (var standby = 1; standby < _servers; standby++)
        {
            NpgsqlConnection? connection = null;
            var isLent = false;
            try
            {
                connection = await _standbys!.OpenConnectionAsync(cancellationToken);
                isLent = await HasReachedAsync(connection, place, cancellationToken);
                if (isLent)
                {
                    return new Lent(db, connection);
                }
            }
            catch (NpgsqlException)
            {
                // The driver remembers for a while that this one is gone.
                return null;
            }
            finally
            {
                if (!isLent && connection is not null)
                {
                    await connection.DisposeAsync();
                }
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_all is not null)
        {
            await _all.DisposeAsync();
        }
    }

    // Also proves that the connection is alive. A server that has become the primary is none of ours any more.
    private static async Task<bool> HasReachedAsync(
        NpgsqlConnection connection, NpgsqlLogSequenceNumber place, CancellationToken cancellationToken)
    {
        await using var check = connection.CreateCommand();
        check.CommandText = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1";
        check.CommandTimeout = CheckSeconds;
        check.Parameters.Add(new() { Value = place, NpgsqlDbType = NpgsqlDbType.PgLsn });
        return await check.ExecuteScalarAsync(cancellationToken) is true;
    }

    // The oldest place that the primary's log is known to have reached within the longest lag.
    private async Task<NpgsqlLogSequenceNumber> PlaceAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var now = _clock.GetTimestamp();
        lock (_places)
        {
            while (_places.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.AtTimestamp, now) > LongestLag)
            {
                _places.Dequeue();
            }

            if (_places.TryPeek(out var known) && _clock.GetElapsedTime(_askedAtTimestamp, now) < LongestLag / PlacesOfALag)
            {
                return known.Place;
            }

            _askedAtTimestamp = now;
        }

        var reached = await db.Database
            .SqlQuery<NpgsqlLogSequenceNumber>($"SELECT pg_current_wal_lsn() AS \"Value\"").SingleAsync(cancellationToken);
        lock (_places)
        {
            // It was reached when it was asked for, or later.
            _places.Enqueue((reached, now));
            return _places.Peek().Place;
        }
    }

    private sealed class Lent : IAsyncDisposable
    {
        private readonly AppDbContext _db;
        private readonly string? _own;
        private readonly NpgsqlConnection _connection;

        // Open, so that all that is read is read from this one.
        public Lent(AppDbContext db, NpgsqlConnection connection)
        {
            (_db, _own, _connection) = (db, db.Database.GetConnectionString(), connection);
            db.Database.SetDbConnection(connection);
        }

        public ValueTask DisposeAsync()
        {
            _db.Database.SetDbConnection(null);
            _db.Database.SetConnectionString(_own);
            return _connection.DisposeAsync();
        }
    }
}
