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

    /// <summary>A session ends when it was not used for so long.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private const string KeyName = "session";

    private const int MostShown = 100;

    // Not every request needs to write.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How the person who is about to be signed in has proved who it is; by default as in the session before, or by a password.
    /// </summary>
    public SessionProof? Proof { get; set; }

    /// <summary>Starts a session as its cookie is made. It takes the place of the one that this browser had.</summary>
    public async Task StartAsync(CookieSigningInContext signIn)
    {
        var (http, key, now, userId) = (signIn.HttpContext, SecretKey.New(), clock.UtcNow(), UserIdOf(signIn.Principal!)!.Value);
        var before = http.Features.Get<CurrentSession>() is { } current && current.UserId == userId ? current : null;
        await EndAsync(http);
        signIn.Properties.Items[KeyName] = key;
        var agent = BrowserName.Of(http.Request.Headers.UserAgent);
        var session = new Session
        {
            KeyHash = SecretKey.HashOf(key),
            UserId = userId,
            CreatedAtUtc = now,
            SeenAtUtc = now,
            ExpiresAtUtc = now + Longest,
            Proof = Proof ?? before?.Proof ?? SessionProof.Password,
            ProvedAtUtc = Proof is null && before is not null ? before.ProvedAtUtc : now,
            Browser = agent.Browser,
            Device = agent.Device,
            Network = Networks.Of(http),
        };
        db.Add(session);
        await db.SaveChangesAsync(http.RequestAborted);
        http.Features.Set(new CurrentSession(session.KeyHash, userId, session.Proof, session.ProvedAtUtc));
    }

    /// <summary>Notes that the person of this session has just proved again who it is. A session never gets weaker by that.</summary>
    public async Task ProveAsync(HttpContext http, SessionProof proof)
    {
        var (current, now) = (http.Features.Get<CurrentSession>()!, clock.UtcNow());
        var best = proof > current.Proof ? proof : current.Proof;
        await db.Sessions.Where(s => s.KeyHash == current.KeyHash).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Proof, best).SetProperty(s => s.ProvedAtUtc, now), http.RequestAborted);
        http.Features.Set(current with { Proof = best, ProvedAtUtc = now });
    }

    /// <summary>The sessions of an account that have not ended, the one used last first; as many as one would read.</summary>
    public Task<List<Session>> OfAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var (now, idle) = (clock.UtcNow(), clock.UtcNow() - Idle - SeenEvery);
        return db.Sessions.AsNoTracking()
            .Where(s => s.UserId == accountId && s.ExpiresAtUtc > now && s.SeenAtUtc > idle)
            .OrderByDescending(s => s.SeenAtUtc)
            .Take(MostShown)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of the account, in whatever browser it is. Returns false if it had none such.</summary>
    public async Task<bool> EndAsync(Guid accountId, byte[] keyHash, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => s.UserId == accountId && s.KeyHash == keyHash).ExecuteDeleteAsync(cancellationToken) == 1;

    /// <summary>Ends all sessions of the account but that of this browser, and closes the journeys that browsers opened in them.</summary>
    public async Task EndOthersAsync(HttpContext http, Guid accountId)
    {
        var mine = http.Features.Get<CurrentSession>()!.KeyHash;
        await db.Sessions.Where(s => s.UserId == accountId && s.KeyHash != mine).ExecuteDeleteAsync(http.RequestAborted);
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
                .Join(
                    db.Users, s => s.UserId, u => u.Id,
                    (s, u) => new { s.SeenAtUtc, s.Proof, s.ProvedAtUtc, u.SecurityStamp, u.DisabledAtUtc })
                .SingleOrDefaultAsync(http.RequestAborted);
        if (found is null or { DisabledAtUtc: not null } || found.SecurityStamp != stamp)
        {
            session.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        http.Features.Set(new CurrentSession(hash!, UserIdOf(person)!.Value, found.Proof, found.ProvedAtUtc));
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
}

/// <summary>The session of the request, as it was checked.</summary>
public sealed record CurrentSession(byte[] KeyHash, Guid UserId, SessionProof Proof, DateTime ProvedAtUtc)
{
    /// <summary>Null for a visitor who is not signed in.</summary>
    public static CurrentSession? Of(HttpContext http) => http.Features.Get<CurrentSession>();

    /// <summary>Whether it was opened with more than a password.</summary>
    public bool IsStrong => Proof > SessionProof.Password;
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
