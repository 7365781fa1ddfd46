using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// The sessions of all who are signed in. A cookie is good only while the store has its session, which one keyed read asks at every
/// request: signing out makes each copy of the cookie worthless at once, on every node. The framework's own check would also rebuild the
/// principal and the cookie each time, which is not needed: roles are read from the store.
/// </summary>
public sealed class Sessions(AppDbContext db, IOptions<IdentityOptions> identity, TimeProvider clock)
{
    /// <summary>A session ends after this time, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const string KeyName = "session";

    // Not every request needs to write.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>Starts a session as its cookie is made. It takes the place of the one that this browser had.</summary>
    public async Task StartAsync(CookieSigningInContext signIn)
    {
        var (http, key, now) = (signIn.HttpContext, SecretKey.New(), clock.UtcNow());
        await EndAsync(http);
        signIn.Properties.Items[KeyName] = key;
        db.Add(new Session
        {
            KeyHash = SecretKey.HashOf(key),
            UserId = UserIdOf(signIn.Principal!)!.Value,
            CreatedAtUtc = now,
            SeenAtUtc = now,
            ExpiresAtUtc = now + Longest,
        });
        await db.SaveChangesAsync(http.RequestAborted);
    }

    /// <summary>Signs the person out if the session has ended, or if the account was disabled or got another password.</summary>
    public async Task CheckAsync(CookieValidatePrincipalContext session)
    {
        var (person, http, now) = (session.Principal!, session.HttpContext, clock.UtcNow());

        // The error page after a failure of the store is shown as to a stranger: the session is neither checked nor ended.
        if (StoreFailures.Of(http.Features.Get<IExceptionHandlerFeature>()?.Error) is not null)
        {
            session.RejectPrincipal();
            return;
        }

        var stamp = person.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        var hash = session.Properties.Items.TryGetValue(KeyName, out var key) && key is not null ? SecretKey.HashOf(key) : null;
        var found = hash is null || stamp is null || UserIdOf(person) is not { } user
            ? null
            : await db.Sessions
                .Where(s => s.KeyHash == hash && s.UserId == user && s.ExpiresAtUtc > now)
                .Join(db.Users, s => s.UserId, u => u.Id, (s, u) => new { s.SeenAtUtc, u.SecurityStamp, u.DisabledAtUtc })
                .SingleOrDefaultAsync(http.RequestAborted);
        if (found is null or { DisabledAtUtc: not null } || found.SecurityStamp != stamp)
        {
            session.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        http.Features.Set(new CurrentSession(hash!));
        if (now - found.SeenAtUtc > SeenEvery)
        {
            await SeeAsync(hash!, now, http.RequestAborted);
        }
    }

    /// <summary>Ends the session of this browser, if it has one.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (http.Features.Get<CurrentSession>() is { KeyHash: var hash })
        {
            await db.Sessions.Where(s => s.KeyHash == hash).ExecuteDeleteAsync(http.RequestAborted);
            http.Features.Set<CurrentSession>(null);
        }
    }

    /// <summary>Ends one session of the account, in whatever browser it is.</summary>
    public Task EndAsync(Guid accountId, byte[] keyHash, CancellationToken cancellationToken) =>
        db.Sessions.Where(s => s.UserId == accountId && s.KeyHash == keyHash).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Ends all sessions of the account, and closes the journeys that browsers opened in them.</summary>
    public async Task EndAllAsync(Guid accountId, CancellationToken cancellationToken)
    {
        await db.Sessions.Where(s => s.UserId == accountId).ExecuteDeleteAsync(cancellationToken);
        await db.ReceiptHolders.Where(h => h.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
    }

    // Reading goes on while the store takes no writes.
    private async Task SeeAsync(byte[] hash, DateTime now, CancellationToken cancellationToken)
    {
        try
        {
            await db.Sessions.Where(s => s.KeyHash == hash)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAtUtc, now), cancellationToken);
        }
        catch (Exception failure) when (StoreFailures.Of(failure) is not null)
        {
        }
    }

    private Guid? UserIdOf(ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(identity.Value.ClaimsIdentity.UserIdClaimType), out var id) ? id : null;

    // The session of the request, as it was checked.
    private sealed record CurrentSession(byte[] KeyHash);
}

/// <summary>Tells who is signed in.</summary>
public static class AccountIds
{
    /// <summary>The id of the signed-in person's account; null for a visitor who is not signed in.</summary>
    public static Guid? AccountId(this ClaimsPrincipal person) =>
        person.Identity is { IsAuthenticated: true } && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : null;
}
