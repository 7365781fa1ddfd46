using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>The keys of this installation: those of the settings, or else a pair that is made once and kept in the store.</summary>
public sealed class PushKeys(AppDbContext db, IOptions<PushOptions> options, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("push-key");

    public async Task<PushKey> GetAsync(CancellationToken cancellationToken)
    {
        if (options.Value is { PublicKey: { } publicKey, PrivateKey: { } privateKey })
        {
            return new PushKey(publicKey, privateKey);
        }

        return await StoredAsync(cancellationToken) ?? await MakeAsync(cancellationToken);
    }

    // Null also if it was protected with keys that are gone.
    private async Task<PushKey?> StoredAsync(CancellationToken cancellationToken) =>
        await db.PushKeys.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } kept
        && _protector.TryUnprotect(kept.PrivateKey) is { } privateKey
            ? new PushKey(kept.PublicKey, privateKey)
            : null;

    // Whoever subscribed under a pair that is lost cannot be reached under another.
    private async Task<PushKey> MakeAsync(CancellationToken cancellationToken)
    {
        var made = PushKey.New();
        try
        {
            await db.WriteAsync(async transaction =>
            {
                await db.PushKeys.ExecuteDeleteAsync(cancellationToken);
                await db.PushSubscriptions.ExecuteDeleteAsync(cancellationToken);
                db.Add(new PushKeyPair
                {
                    Id = PushKeyPair.OnlyId,
                    PublicKey = made.PublicKey,
                    PrivateKey = _protector.Protect(made.PrivateKey),
                });
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return made;
            }, cancellationToken);
            return made;
        }
        catch (DbUpdateException refused) when (db.IsTaken(refused))
        {
            db.ChangeTracker.Clear();
            return await StoredAsync(cancellationToken)
                ?? throw new InvalidOperationException("The keys of notifications can be neither stored nor read.", refused);
        }
    }
}
