using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// Keeps what people with a right did. Records are only ever appended; those past their time are deleted from the old end alone. Each
/// append is a transaction of its own on a connection of its own: it is called before a file leaves, and after a change is committed.
/// </summary>
public sealed class AuditLog(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The records of the installation itself, which belong to no company.</summary>
    public static readonly Guid Installation = Guid.Empty;

    /// <summary>Appends one record, which is on disk when this returns.</summary>
    public async Task AppendAsync(AuditEvent happened)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var chainId = happened.CompanyId ?? Installation;
        await BeginChainAsync(db, chainId);
        await db.WriteAsync(
            async transaction =>
            {
                var chain = await LockAsync(db, chainId, CancellationToken.None);
                var record = new AuditRecord
                {
                    CompanyId = chainId,
                    Number = ++chain.Last,
                    AtUtc = Now(),
                    ActorId = happened.ActorId,
                    Actor = PlainText.Cut(
                        (happened.Actor ?? await ActorAsync(db, happened.ActorId)).ToLowerInvariant(), AuditRecord.MaxActor),
                    Action = PlainText.Cut(happened.Action, AuditRecord.MaxAction),
                    Subject = Cut(happened.Subject, AuditRecord.MaxSubject),
                    Detail = Cut(happened.Detail, AuditRecord.MaxDetail),
                    Network = Cut(happened.Network, AuditRecord.MaxNetwork),
                }.After(chain.LastHash);
                chain.LastHash = record.Hash;
                db.Add(record);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return chain.Last;
            },
            CancellationToken.None);
    }

    /// <summary>Deletes the records that are older, from the old end of each chain on. Those that are left can still be verified.</summary>
    public async Task ForgetAsync(DateTime beforeUtc, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var chains = await db.AuditRecords
            .Where(r => r.AtUtc < beforeUtc).Select(r => r.CompanyId).Distinct().ToListAsync(cancellationToken);
        foreach (var chainId in chains)
        {
            await db.WriteAsync(
                async transaction =>
                {
                    var chain = await LockAsync(db, chainId, cancellationToken);
                    var records = db.AuditRecords.Where(r => r.CompanyId == chainId);
                    var kept = await records.Where(r => r.AtUtc >= beforeUtc).MinAsync(r => (long?)r.Number, cancellationToken);
                    var last = (kept ?? (chain.Last + 1)) - 1;
                    if (last <= chain.Forgotten)
                    {
                        // A record that a wrong clock dated back stands behind younger ones: it goes with these.
                        return 0L;
                    }

                    chain.ForgottenHash = await records.Where(r => r.Number == last).Select(r => r.Hash).SingleAsync(cancellationToken);
                    chain.Forgotten = last;
                    await db.SaveChangesAsync(cancellationToken);
                    await records.Where(r => r.Number <= last).ExecuteDeleteAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    db.ChangeTracker.Clear();
                    return last;
                },
                cancellationToken);
        }
    }

    /// <summary>Locks the chain of a company until the transaction ends, and reads it.</summary>
    internal static async Task<AuditChain> LockAsync(AppDbContext db, Guid chainId, CancellationToken cancellationToken)
    {
        await db.Set<AuditChain>().Where(c => c.CompanyId == chainId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last), cancellationToken);
        return await db.Set<AuditChain>().SingleAsync(c => c.CompanyId == chainId, cancellationToken);
    }

    private static async Task BeginChainAsync(AppDbContext db, Guid chainId)
    {
        if (await db.Set<AuditChain>().AnyAsync(c => c.CompanyId == chainId))
        {
            return;
        }

        try
        {
            db.Add(new AuditChain { CompanyId = chainId });
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            // Somebody else has just begun it.
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<string> ActorAsync(AppDbContext db, Guid? id) =>
        id is null ? "" : await db.Users.Where(u => u.Id == id).Select(u => u.Email).SingleOrDefaultAsync() ?? "";

    private static string? Cut(string? text, int length) => string.IsNullOrEmpty(text) ? null : PlainText.Cut(text, length);

    // PostgreSQL keeps microseconds: a hash over more would be another one when it is read again.
    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

/// <summary>Something that a person with a right did, or a command, or the site by itself.</summary>
/// <param name="Action">A name of the product's own, such as <c>Members.Role</c>. The pages have words for each.</param>
/// <param name="CompanyId">The company that it is about; null for the installation.</param>
/// <param name="ActorId">The account of who did it.</param>
/// <param name="Actor">Who did it; by default the address of the account.</param>
/// <param name="Subject">What it was done to: ids, or the address of a person. Never a text that customers wrote.</param>
/// <param name="Detail">What came of it, in codes of the product's own.</param>
/// <param name="Network">The network of the request.</param>
public sealed record AuditEvent(
    string Action, Guid? CompanyId = null, Guid? ActorId = null, string? Actor = null, string? Subject = null, string? Detail = null,
    string? Network = null)
{
    /// <summary>What a command of the executable did.</summary>
    public static AuditEvent OfCommand(string action, Guid? companyId = null, string? subject = null, string? detail = null) =>
        new(action, companyId, Actor: CommandActor, Subject: subject, Detail: detail);

    /// <summary>What the site did by itself.</summary>
    public static AuditEvent OfSite(string action, Guid? companyId = null, string? subject = null, string? detail = null) =>
        new(action, companyId, Actor: SiteActor, Subject: subject, Detail: detail);

    /// <summary>What stands for the actor where no person acted. The pages have words for them.</summary>
    public const string CommandActor = "command", SiteActor = "site";
}
