using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Backs the store up into a file while it serves, and puts such a file back. A copy is checked before it counts as one: the file by the
/// engine, the ledger against the journeys.
/// </summary>
public sealed class StoreBackup(AppDbContext db)
{
    private const string Unfinished = ".part";

    /// <summary>Whether the store is one file. Of a server's store its own programs make copies.</summary>
    public bool IsPossible => db.IsFile;

    /// <summary>Makes a copy and checks it. Nothing has that name before it is whole.</summary>
    /// <exception cref="BackupException">The copy is not as it should be, or there is such a file already.</exception>
    public async Task<BackupContent> ToAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new BackupException($"{file} is there already; nothing was overwritten.");
        }

        var part = file + Unfinished;
        File.Delete(part);
        try
        {
            await db.CopyToAsync(part, cancellationToken);
            var content = await CheckAsync(part, cancellationToken);
            File.Move(part, file);
            return content;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Puts a checked copy in the store's place, and keeps what was there beside it.</summary>
    /// <returns>What the copy holds, and where the former store is now; null if there was none.</returns>
    /// <exception cref="BackupException">The copy is not as it should be, or the store is in use. Nothing has changed.</exception>
    public async Task<(BackupContent Content, string? Former)> FromAsync(string file, DateTime now, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new BackupException($"There is no file {file}.");
        }

        var content = await CheckAsync(file, cancellationToken);
        await db.Database.CloseConnectionAsync();
        var place = db.Place.Where;
        string? former = null;
        if (File.Exists(place))
        {
            if (!SqliteBackup.TryClose(place))
            {
                throw new BackupException("The store is open somewhere: stop the app first.");
            }

            former = string.Create(CultureInfo.InvariantCulture, $"{place}.before-{now:yyyyMMdd-HHmmss}");
            File.Move(place, former);
        }

        SqliteBackup.Place(file, place);
        return (content, former);
    }

    /// <summary>Checks a copy and counts what it holds.</summary>
    private async Task<BackupContent> CheckAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (SqliteBackup.ProblemOf(file) is { } problem)
            {
                throw new BackupException($"{file} is damaged: {problem}.");
            }

            await using var copy = db.OpenCopy(file);
            copy.TakeTime();
            if ((await copy.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(copy.Database.GetMigrations()).Any())
            {
                throw new BackupException($"{file} is of a newer version of the product.");
            }

            // Of an older definition the ledger is counted anew at the next start.
            var ledger = new FactsLedger(copy);
            var companies = await copy.Ledger.AnyAsync(l => l.Definition == Domain.Ledger.Tally.Definition, cancellationToken)
                ? await copy.Companies.Select(c => new { c.Id, c.Slug }).ToListAsync(cancellationToken)
                : [];
            foreach (var company in companies)
            {
                if ((await ledger.VerifyAsync(company.Id, null, cancellationToken)).Count > 0)
                {
                    throw new BackupException($"In {file} the ledger of {company.Slug} does not agree with its journeys: see \"facts verify\".");
                }
            }

            return new BackupContent(
                await copy.Journeys.LongCountAsync(cancellationToken),
                await copy.Moments.LongCountAsync(cancellationToken),
                await copy.Photos.LongCountAsync(cancellationToken),
                new FileInfo(file).Length);
        }
        catch (Exception unreadable) when (StoreFailures.Of(unreadable) is StoreFailure.Damaged)
        {
            throw new BackupException($"{file} is no store, or is damaged.", unreadable);
        }
    }
}

/// <summary>What a copy of the store holds.</summary>
/// <param name="Bytes">The size of its file.</param>
public sealed record BackupContent(long Journeys, long Moments, long Photos, long Bytes)
{
    /// <summary>For a console and a log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Journeys} journeys, {Moments} moments, {Photos} photos ({Bytes / 1048576.0:0.0} MB)");
}

/// <summary>Why a copy was not made or not put back, for the operator.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
