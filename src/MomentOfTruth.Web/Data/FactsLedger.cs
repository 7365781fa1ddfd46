using System.Text;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The company's numbers, kept up to date in the transaction of the journey they come from, so that a dashboard costs the same
/// with ten journeys and with ten million. Knows nothing but named counts: what is counted is <see cref="Tally"/>'s to say.
/// </summary>
public sealed class FactsLedger(AppDbContext db)
{
    // 8 parameters a row; SQLite allows 32,766 of them and PostgreSQL 65,535.
    private const int RowsPerStatement = 1000;

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
            .OrderBy(r => r.Key.Key.CompanyId).ThenBy(r => r.Key.Grain).ThenBy(r => r.Key.Key.Day).ThenBy(r => r.Key.Key.Kind)
            .ThenBy(r => r.Key.Key.ProductId).ThenBy(r => r.Key.Key.Key, StringComparer.Ordinal);

        foreach (var batch in rows.Chunk(RowsPerStatement))
        {
            await db.Database.ExecuteSqlRawAsync(UpsertOf(batch.Length), batch.SelectMany(Parameters), cancellationToken);
        }
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

    /// <summary>The rows of a company that differ from a recount; none if the ledger is right.</summary>
    public async Task<IReadOnlyList<FactDifference>> VerifyAsync(Guid companyId, CancellationToken cancellationToken)
    {
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

    /// <summary>Replaces a company's rows by a recount, in one transaction.</summary>
    public async Task RebuildAsync(Guid companyId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
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

    private static string UpsertOf(int rows)
    {
        var sql = new StringBuilder("""INSERT INTO "Facts" ("CompanyId", "Grain", "Period", "Kind", "ProductId", "Key", "N", "Sum") VALUES """);
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row > 0 ? ", (" : "(").AppendJoin(", ", Enumerable.Range(row * 8, 8).Select(p => $"{{{p}}}")).Append(')');
        }

        return sql.Append("""
             ON CONFLICT ("CompanyId", "Grain", "Period", "Kind", "ProductId", "Key")
            DO UPDATE SET "N" = "Facts"."N" + excluded."N", "Sum" = "Facts"."Sum" + excluded."Sum"
            """).ToString();
    }

    private IEnumerable<object> Parameters(KeyValuePair<(FactGrain Grain, TallyKey Key), TallyCount> row)
    {
        var ((grain, key), count) = row;
        return [Stored(key.CompanyId), (byte)grain, key.Day, (short)key.Kind, Stored(key.ProductId), key.Key, count.N, count.Sum];
    }

    // As the provider stores ids.
    private object Stored(Guid id) => db is SqliteAppDbContext ? id.ToByteArray(bigEndian: true) : id;
}
