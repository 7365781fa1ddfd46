using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Counts sign-ins that are tried, for all nodes together. What strangers try is counted by their address and by the account they try,
/// whether there is one or not; a browser that the account knows has tries of its own, which no stranger can use up. A try is counted
/// before the password is looked at, so that many at once are no more than one after the other, and given back if it was right.
/// </summary>
public sealed class SignInThrottle(AppDbContext db, KnownBrowsers browsers, IOptions<LimitOptions> limits, TimeProvider clock)
{
    /// <summary>
    /// So many wrong passwords in any <see cref="Window"/>: of all strangers together, and of each known browser. They are forgotten when
    /// so long nothing was tried; what an address tried is forgotten so long after its first try.
    /// </summary>
    public const int Most = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <param name="account">Null if no account has the address.</param>
    public async Task<SignInTry> TakeAsync(HttpContext http, string email, Guid? account, CancellationToken cancellationToken)
    {
        if (account is { } id && browsers.NameOf(http, id) is { } browser
            && await CountAsync($"browser {browser}", Most, isFixed: false, cancellationToken))
        {
            return new SignInTry($"browser {browser}", null);
        }

        if (!await CountAsync($"address {Limits.Address(http)}", limits.Value.SignInsPerTenMinutes, isFixed: true, cancellationToken))
        {
            return new SignInTry(null, await LeftAsync($"address {Limits.Address(http)}", cancellationToken));
        }

        var key = account is { } known ? KeyOf(known) : $"e-mail {email.Trim().ToUpperInvariant()}";
        return new SignInTry(await CountAsync(key, Most, isFixed: false, cancellationToken) ? key : null, null);
    }

    /// <summary>The same for somebody who is signed in and is asked for the password once more.</summary>
    public async Task<SignInTry> TakeAgainAsync(HttpContext http, Guid account, CancellationToken cancellationToken)
    {
        var key = $"again {browsers.NameOf(http, account) ?? account.ToString()}";
        return new SignInTry(await CountAsync(key, Most, isFixed: false, cancellationToken) ? key : null, null);
    }

    /// <summary>The same for a code after the password, which is guessed more easily than a password.</summary>
    public async Task<SignInTry> TakeCodeAsync(HttpContext http, Guid account, CancellationToken cancellationToken)
    {
        var key = $"code {browsers.NameOf(http, account) ?? account.ToString()}";
        return new SignInTry(await CountAsync(key, Most, isFixed: false, cancellationToken) ? key : null, null);
    }

    /// <summary>Forgets what strangers tried at the account: it has another password now.</summary>
    public async Task ForgetAsync(Guid account, CancellationToken cancellationToken)
    {
        var hash = SecretKey.HashOf(KeyOf(account));
        await db.SignInTries.Where(t => t.KeyHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Gives the try back: the password was right.</summary>
    public async Task GiveBackAsync(SignInTry taken, CancellationToken cancellationToken)
    {
        var hash = SecretKey.HashOf(taken.Key!);
        await db.SignInTries.Where(t => t.KeyHash == hash && t.Count > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Count, t => t.Count - 1), cancellationToken);
    }

    private static string KeyOf(Guid account) => $"account {account}";

    private async Task<bool> CountAsync(string key, int most, bool isFixed, CancellationToken cancellationToken)
    {
        var hash = SecretKey.HashOf(key);
        if (await AddToAsync(hash, most, isFixed, cancellationToken))
        {
            return true;
        }

        if (!await db.SignInTries.AnyAsync(t => t.KeyHash == hash, cancellationToken))
        {
            var first = new SignInTries { KeyHash = hash, Count = 1, EndsAtUtc = clock.UtcNow() + Window };
            try
            {
                db.Add(first);
                await db.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateException refused) when (db.IsTaken(refused))
            {
                // Another request has just been the first.
            }
            finally
            {
                db.Entry(first).State = EntityState.Detached;
            }
        }

        return await AddToAsync(hash, most, isFixed, cancellationToken);
    }

    private async Task<TimeSpan> LeftAsync(string key, CancellationToken cancellationToken)
    {
        var hash = SecretKey.HashOf(key);
        var ends = await db.SignInTries.Where(t => t.KeyHash == hash)
            .Select(t => (DateTime?)t.EndsAtUtc)
            .SingleOrDefaultAsync(cancellationToken);
        return ends - clock.UtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero;
    }

    private async Task<bool> AddToAsync(byte[] hash, int most, bool isFixed, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        return await db.SignInTries
            .Where(t => t.KeyHash == hash && (t.EndsAtUtc <= now || t.Count < most))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(t => t.Count, t => t.EndsAtUtc <= now ? 1 : t.Count + 1)
                    .SetProperty(t => t.EndsAtUtc, t => isFixed && t.EndsAtUtc > now ? t.EndsAtUtc : now + Window),
                cancellationToken) == 1;
    }
}

/// <summary>A try that was counted.</summary>
/// <param name="Key">What it was counted for; null if it is one too many.</param>
/// <param name="Wait">How long the address of the sender has to wait; null if it need not.</param>
public sealed record SignInTry(string? Key, TimeSpan? Wait)
{
    public bool IsAllowed => Key is not null;
}
