using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Reckons the chains anew: a record that was changed, added, or taken out of the middle or from the new end breaks its chain. Whoever can
/// write to the store could forge a whole chain; note down its last hash elsewhere to find that too.
/// </summary>
public sealed class AuditVerifier(AppDbContext db)
{
    /// <summary>Verifies every chain, one record after another.</summary>
    public async IAsyncEnumerable<VerifiedChain> VerifyAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        db.TakeTime();
        var chains = await db.AuditChains.AsNoTracking().OrderBy(c => c.CompanyId).ToListAsync(cancellationToken);
        foreach (var chain in chains)
        {
            yield return await VerifyAsync(chain, cancellationToken);
        }

        // Records whose chain was taken away.
        var orphans = await db.AuditRecords
            .Where(r => !db.AuditChains.Any(c => c.CompanyId == r.CompanyId))
            .Select(r => r.CompanyId).Distinct().ToListAsync(cancellationToken);
        foreach (var orphan in orphans)
        {
            yield return new VerifiedChain(orphan, 0, 1, []);
        }
    }

    private async Task<VerifiedChain> VerifyAsync(AuditChain chain, CancellationToken cancellationToken)
    {
        var (number, hash) = (chain.Forgotten, chain.ForgottenHash);
        var records = db.AuditRecords.AsNoTracking()
            .Where(r => r.CompanyId == chain.CompanyId && r.Number <= chain.Last)
            .OrderBy(r => r.Number)
            .AsAsyncEnumerable();
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            if (record.Number != number + 1 || !record.HashAfter(hash).AsSpan().SequenceEqual(record.Hash))
            {
                return new VerifiedChain(chain.CompanyId, number - chain.Forgotten, number + 1, chain.LastHash);
            }

            (number, hash) = (record.Number, record.Hash);
        }

        // The last ones may have been taken away, or some added behind the end. What is appended meanwhile is not looked at.
        var isWhole = number == chain.Last && hash.AsSpan().SequenceEqual(chain.LastHash);
        return new VerifiedChain(chain.CompanyId, number - chain.Forgotten, isWhole ? null : number + 1, chain.LastHash);
    }
}

/// <summary>What was found of one chain.</summary>
/// <param name="CompanyId">The company; <see cref="AuditLog.Installation"/> for the installation.</param>
/// <param name="Records">How many records are as they were written, from the oldest on.</param>
/// <param name="BrokenAt">The number of the first record that is not; null if all are.</param>
/// <param name="LastHash">The hash of the newest record.</param>
public sealed record VerifiedChain(Guid CompanyId, long Records, long? BrokenAt, byte[] LastHash);
