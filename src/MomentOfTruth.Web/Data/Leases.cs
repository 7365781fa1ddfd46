using Microsoft.EntityFrameworkCore;

namespace MomentOfTruth.Web.Data;

/// <summary>Claims work that one process at a time does for all that share the store.</summary>
public sealed class Leases(AppDbContext db, TimeProvider clock)
{
    /// <summary>Whether the work is due, and this process is to do it. It is then due again after that time, whoever does it.</summary>
    public async Task<bool> TakeAsync(string name, TimeSpan every, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Leases.AnyAsync(l => l.Name == name, cancellationToken))
        {
            return await db.Leases
                .Where(l => l.Name == name && l.DueAtUtc <= now)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.TakenAtUtc, now).SetProperty(l => l.DueAtUtc, now + every), cancellationToken) == 1;
        }

        try
        {
            db.Add(new Lease { Name = name, TakenAtUtc = now, DueAtUtc = now + every });
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            // Another process has just claimed it for the first time.
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
