using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Whether and how often the store is backed up by itself.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Where the copies are; none are made without it.</summary>
    public string? Folder { get; set; }

    [Range(1, 24 * 31)]
    public int EveryHours { get; set; } = 24;

    /// <summary>How many copies are kept; the oldest go.</summary>
    [Range(1, 1000)]
    public int Kept { get; set; } = 7;
}

/// <summary>Backs the store up into a folder as often as the settings say, and deletes the oldest copies there.</summary>
public sealed partial class BackupSchedule(
    IServiceScopeFactory scopes, IOptions<BackupOptions> options, TimeProvider clock, ILogger<BackupSchedule> logger,
    IHostApplicationLifetime lifetime) : WorkInBackground(lifetime)
{
    private const string Prefix = "momentoftruth-", Ending = ".db", Stamp = "yyyyMMdd-HHmmss";

    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(5);

    /// <summary>Makes a copy if the newest is old enough. Returns its file; null if none was due.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var (folder, now) = (Path.GetFullPath(options.Value.Folder!), clock.GetUtcNow().UtcDateTime);
        Directory.CreateDirectory(folder);
        if (Copies(folder) is [.., var newest] && now - newest.MadeAtUtc < TimeSpan.FromHours(options.Value.EveryHours))
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var backup = scope.ServiceProvider.GetRequiredService<StoreBackup>();
        if (!backup.IsPossible)
        {
            Log.NotOurs(logger);
            return null;
        }

        var file = Path.Combine(folder, Prefix + now.ToString(Stamp, CultureInfo.InvariantCulture) + Ending);
        var content = await backup.ToAsync(file, cancellationToken);
        Log.Made(logger, file, content);
        foreach (var (old, _) in Copies(folder).SkipLast(options.Value.Kept))
        {
            File.Delete(old);
        }

        return file;
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Folder))
        {
            return;
        }

        using var timer = new PeriodicTimer(LooksEvery);
        do
        {
            // What hindered it, such as a full disk, may be mended by the next round.
            await TryAsync(
                async cancellationToken => await RunAsync(cancellationToken) is not null,
                failure => Log.NotMade(logger, failure.Message),
                stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Oldest first. The name says when it was made: the file's own time may be that of a move.
    private static List<(string File, DateTime MadeAtUtc)> Copies(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, Prefix + "*" + Ending)
           let name = Path.GetFileName(file)[Prefix.Length..^Ending.Length]
           where DateTime.TryParseExact(name, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
           let made = DateTime.ParseExact(name, Stamp, CultureInfo.InvariantCulture)
           orderby made
           select (file, made),
    ];

    private static partial class Log
    {
        [LoggerMessage(EventId = 821, Level = LogLevel.Information, Message = "Backed up into {File}: {Content}")]
        public static partial void Made(ILogger logger, string file, BackupContent content);

        [LoggerMessage(EventId = 822, Level = LogLevel.Error, Message = "The store could not be backed up: {Reason}")]
        public static partial void NotMade(ILogger logger, string reason);

        [LoggerMessage(EventId = 823, Level = LogLevel.Warning, Message = "Backup:Folder is for SQLite; the store is on a server, whose own programs make copies")]
        public static partial void NotOurs(ILogger logger);
    }
}
