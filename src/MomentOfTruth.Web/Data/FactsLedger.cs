using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The company's numbers, kept up to date in the transaction of the journey they come from, so that a dashboard costs the same
/// with ten journeys and with ten million. Knows nothing but named counts: what is counted is <see cref="Tally"/>'s to say.
/// </summary>
public sealed class FactsLedger(AppDbContext db)
{
    /// <summary>Adds what has changed. Runs in the caller's transaction, and throws without one.</summary>
    public async Task AddAsync(Tally change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("The ledger changes only together with the journeys it counts.");
        }

        // One order for all writers: two of them never wait for each other's rows.
        var rows = Grained(change)
            .Select(row => new FactUpsert.Row(row.Key.Grain, row.Key.Key, row.Value))
            .OrderBy(r => r.Key.CompanyId).ThenBy(r => r.Grain).ThenBy(r => r.Key.Day).ThenBy(r => r.Key.Kind)
            .ThenBy(r => r.Key.ProductId).ThenBy(r => r.Key.Key, StringComparer.Ordinal);
        await FactUpsert.RunAsync(db, [.. rows], cancellationToken);
    }

    /// <summary>Counts a company's journeys anew. Reads them as a stream; memory grows with the ledger, not with the journeys.</summary>
    public async Task<Tally> RecountAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        await foreach (var journey in db.JourneysOf(companyId).Include(j => j.Moments).OrderBy(j => j.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            journey.PutInOrder();
            tally.Add(journey);
        }

        return tally;
    }

    /// <summary>The rows of a company that differ from a recount; none if the ledger is right. Looks at one moment of a live store and stops no writer.</summary>
    public async Task<IReadOnlyList<FactDifference>> VerifyAsync(Guid companyId, CancellationToken cancellationToken)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        var expected = Grained(await RecountAsync(companyId, cancellationToken));
        var differences = new List<FactDifference>();
        await foreach (var row in db.Facts.AsNoTracking().Where(f => f.CompanyId == companyId).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = (row.Grain, new TallyKey(row.CompanyId, row.Period, row.ProductId, row.Kind, row.Key));
            expected.Remove(key, out var count);
            if (count != new TallyCount(row.N, row.Sum))
            {
                differences.Add(new FactDifference(row.Grain, key.Item2, count, new TallyCount(row.N, row.Sum)));
            }
        }

        differences.AddRange(expected.Select(missing => new FactDifference(missing.Key.Grain, missing.Key.Key, missing.Value, default)));
        return differences;
    }

    /// <summary>Replaces a company's rows by a recount, in one transaction. Writers wait meanwhile.</summary>
    public async Task RebuildAsync(Guid companyId, CancellationToken cancellationToken)
    {
        // SQLite has one writer at a time. On PostgreSQL a writer stops at the ledger, its journeys unseen by the recount, and adds them after it.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (db is PostgreSqlAppDbContext)
        {
            await db.Database.ExecuteSqlRawAsync("""LOCK TABLE "Facts" IN SHARE ROW EXCLUSIVE MODE""", cancellationToken);
        }

        var tally = await RecountAsync(companyId, cancellationToken);
        await db.Facts.Where(f => f.CompanyId == companyId).ExecuteDeleteAsync(cancellationToken);
        await AddAsync(tally, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Dictionary<(FactGrain Grain, TallyKey Key), TallyCount> Grained(Tally tally)
    {
        var rows = new Dictionary<(FactGrain, TallyKey), TallyCount>();
        foreach (var (key, count) in tally.Counts)
        {
            var month = key with { Day = new DateOnly(key.Day.Year, key.Day.Month, 1) };
            rows[(FactGrain.Day, key)] = count;
            rows[(FactGrain.Month, month)] = rows.GetValueOrDefault((FactGrain.Month, month)) + count;
        }

        return rows.Where(row => row.Value != default).ToDictionary();
    }
}
