using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>Where a browser is reached, as it says itself.</summary>
/// <param name="Endpoint">The address at its push service.</param>
/// <param name="P256dh">The key for which messages are encrypted.</param>
/// <param name="Auth">A secret of 16 bytes that goes with the key.</param>
public sealed record PushTarget(string Endpoint, string P256dh, string Auth);

/// <summary>Keeps which browsers are told of replies to a journey. The caller has checked that the journey is the customer's.</summary>
public sealed class PushWriter(AppDbContext db, PushHosts hosts, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>A customer has a phone and a desk; beyond these the browser that asked longest ago is told no more.</summary>
    public const int MostOfJourney = 5;

    private const int MaxEndpoint = 1000, AuthBytes = 16;

    private readonly IDataProtector _protector = protection.CreateProtector("push-target");

    public static byte[] HashOf(string endpoint) => SHA256.HashData(Encoding.UTF8.GetBytes(endpoint));

    /// <summary>
    /// Returns false if what the browser says cannot be one, or names a service that this server does not post to. A browser that asks
    /// again is told in the language in which it asked last.
    /// </summary>
    public async Task<bool> SubscribeAsync(JourneyKey key, PushTarget target, CancellationToken cancellationToken)
    {
        if (target.Endpoint.Length > MaxEndpoint || !hosts.Allows(target.Endpoint) || !PushKey.IsPoint(target.P256dh)
            || PushKey.BytesOf(target.Auth) is not { Length: AuthBytes })
        {
            return false;
        }

        return await db.WriteAsync(async transaction =>
        {
            if (await db.JourneyAt(key).LockAsync(cancellationToken) == 0)
            {
                return false;
            }

            var hash = HashOf(target.Endpoint);
            await db.PushSubscriptions.Of(key).Where(s => s.Hash == hash).ExecuteDeleteAsync(cancellationToken);
            var others = await db.PushSubscriptions.Of(key).OrderBy(s => s.CreatedAtUtc).ToListAsync(cancellationToken);
            db.RemoveRange(others.Take(others.Count + 1 - MostOfJourney));
            db.Add(new PushSubscription
            {
                CompanyId = key.CompanyId,
                JourneyId = key.JourneyId,
                Hash = hash,
                Target = _protector.Protect(JsonSerializer.Serialize(target)),
                Culture = SiteCulture.Current,
                CreatedAtUtc = clock.UtcNow(),
            });
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            db.ChangeTracker.Clear();
            return true;
        }, cancellationToken);
    }

    /// <summary>Tells this browser no more of these journeys.</summary>
    public async Task UnsubscribeAsync(IEnumerable<JourneyKey> keys, string endpoint, CancellationToken cancellationToken)
    {
        var hash = HashOf(endpoint);
        foreach (var key in keys)
        {
            await db.PushSubscriptions.Of(key).Where(s => s.Hash == hash).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>Returns null if it was protected with keys that are gone, or if its service is no longer one to post to.</summary>
    internal PushTarget? Open(PushSubscription subscription) =>
        _protector.TryUnprotect(subscription.Target) is { } json
        && JsonSerializer.Deserialize<PushTarget>(json) is { } target && hosts.Allows(target.Endpoint) ? target : null;
}
