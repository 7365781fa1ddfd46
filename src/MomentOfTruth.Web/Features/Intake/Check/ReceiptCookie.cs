using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Remembers in the browser which journeys it may open, and for an hour the receipt code it was just given, so that the confirmation can be
/// shown again. Both are sealed; a cookie that was changed or is too old opens nothing. The cookie names a row of the store
/// (<see cref="ReceiptHolder"/>), and another for what is opened while somebody is signed in: as soon as the row is deleted, the cookie and
/// all copies of it open nothing.
/// </summary>
public sealed class ReceiptCookie(AppDbContext db, MovedJourneys moved, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int MaxJourneys = 50;

    private const string JourneysName = "journeys", IssuedName = "receipt";

    private static readonly TimeSpan JourneysLast = TimeSpan.FromDays(30), IssuedLasts = TimeSpan.FromHours(1);

    // The row of a browser that comes every day is written once a day.
    private static readonly TimeSpan RenewedEvery = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _journeys = ProtectorOf(protection, JourneysName);
    private readonly ITimeLimitedDataProtector _issued = ProtectorOf(protection, IssuedName);

    /// <summary>The journeys that this browser may open, the latest opened first.</summary>
    public async Task<IReadOnlyList<JourneyKey>> JourneysAsync(HttpContext http, CancellationToken cancellationToken) =>
        [.. (await HeldAsync(http, cancellationToken)).Journeys.Select(opened => opened.Key)];

    /// <summary>The journey with this id if this browser may open it; null if not.</summary>
    public async Task<JourneyKey?> OpenedAsync(HttpContext http, Guid id, CancellationToken cancellationToken) =>
        (await JourneysAsync(http, cancellationToken)).Where(key => key.JourneyId == id).Cast<JourneyKey?>().FirstOrDefault();

    /// <summary>Lets this browser open the journey. Beyond <see cref="MaxJourneys"/> the one opened longest ago is forgotten.</summary>
    public async Task OpenAsync(HttpContext http, JourneyKey key, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(http, cancellationToken);
        var account = http.User.AccountId();
        var group = account is null ? Group.Anybody : Group.SignedIn;
        if (held.Rows[(int)group] is not { } row || row.AccountId != account)
        {
            // What another account opened here closes with its row, for copies of the cookie too.
            await DeleteRowAsync(held, group, cancellationToken);
            held = held.Without(group);
            held.Rows[(int)group] = await AddRowAsync(account, cancellationToken);
        }
        else if (row.ExpiresAtUtc < clock.UtcNow() + JourneysLast - RenewedEvery)
        {
            var (hash, ends) = (SecretKey.HashOf(row.Secret), clock.UtcNow() + JourneysLast);
            await db.ReceiptHolders.Where(h => h.KeyHash == hash)
                .ExecuteUpdateAsync(set => set.SetProperty(h => h.ExpiresAtUtc, ends), cancellationToken);
        }

        Write(http, held with { Journeys = [.. held.Journeys.Where(o => o.Key != key).Prepend(new(group, key)).Take(MaxJourneys)] });
    }

    /// <summary>Stops this browser from opening the journey.</summary>
    public async Task CloseAsync(HttpContext http, JourneyKey key, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(http, cancellationToken);
        if (held.Journeys.Any(opened => opened.Key == key))
        {
            Write(http, held with { Journeys = [.. held.Journeys.Where(opened => opened.Key != key)] });
        }

        if (Issued(http, key) is not null)
        {
            http.Response.Cookies.Delete(IssuedName);
        }
    }

    /// <summary>
    /// Stops this browser from opening what was opened while somebody was signed in, and what is in that account, which goes on opening it.
    /// </summary>
    public async Task CloseOfAccountAsync(HttpContext http, Guid accountId, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(http, cancellationToken);
        await DeleteRowAsync(held, Group.SignedIn, cancellationToken);
        var left = held.Without(Group.SignedIn);
        var companies = left.Journeys.Select(opened => opened.Key.CompanyId).Distinct().ToList();
        var ids = left.Journeys.Select(opened => opened.Key.JourneyId).ToList();
        var kept = ids.Count == 0 ? [] : await db.Journeys
            .Where(j => companies.Contains(j.CompanyId) && ids.Contains(j.Id) && j.OwnerId == accountId)
            .Select(j => j.Id)
            .ToListAsync(cancellationToken);
        if (kept.Count > 0)
        {
            // Under another secret: an older copy of the cookie names the old one, and still holds what is closed now.
            await DeleteRowAsync(held, Group.Anybody, cancellationToken);
            left = left with { Journeys = [.. left.Journeys.Where(opened => !kept.Contains(opened.Key.JourneyId))] };
            left.Rows[(int)Group.Anybody] = left.Journeys.Count == 0 ? null : await AddRowAsync(null, cancellationToken);
        }

        Write(http, left);
        http.Response.Cookies.Delete(IssuedName);
    }

    /// <summary>Remembers the code that was just issued for this journey.</summary>
    public void Issue(HttpContext http, JourneyKey key, ReceiptCode code)
    {
        Write(http, IssuedName, _issued, $"{TextOf(key)}:{code}", IssuedLasts);
    }

    /// <summary>The code that this browser was given for the journey within the hour; null if it was not.</summary>
    public string? Issued(HttpContext http, JourneyKey key) =>
        Read(http, IssuedName, _issued)?.Split(':') is [var id, var code] && KeyOf(id).JourneyId == key.JourneyId ? code : null;

    /// <summary>Stops this browser, and whoever has copied its cookies, from opening any journey; the codes still do.</summary>
    public async Task ForgetAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(http, cancellationToken);
        await DeleteRowAsync(held, Group.Anybody, cancellationToken);
        await DeleteRowAsync(held, Group.SignedIn, cancellationToken);
        Write(http, new Held([null, null], []));
        http.Response.Cookies.Delete(IssuedName);
    }

    // What the cookie says, without what the store no longer knows. It is read once a request.
    private async Task<Held> HeldAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Features.Get<Held>() is { } known)
        {
            return known;
        }

        var held = new Held([null, null], []);
        if (Read(http, JourneysName, _journeys)?.Split(';') is [var anybodys, var signedIns, var opened])
        {
            string[] secrets = [anybodys, signedIns];
            var hashes = secrets.Where(secret => secret.Length > 0).Select(SecretKey.HashOf).ToList();
            var at = clock.UtcNow();
            var rows = await db.ReceiptHolders.AsNoTracking()
                .Where(h => hashes.Contains(h.KeyHash) && h.ExpiresAtUtc > at)
                .ToListAsync(cancellationToken);
            held = new Held(
                [.. secrets.Select(secret => rows.Where(r => r.KeyHash.AsSpan().SequenceEqual(SecretKey.HashOf(secret)))
                    .Select(r => new Row(secret, r.AccountId, r.ExpiresAtUtc)).FirstOrDefault())],
                []);
            held = held with
            {
                Journeys =
                [
                    .. opened.Split(',', StringSplitOptions.RemoveEmptyEntries)
                        .Select(text => new Opened((Group)(text[0] - '0'), KeyOf(text[1..])))
                        .Where(o => held.Rows[(int)o.Group] is not null),
                ],
            };
            var now = await moved.NowAsync([.. held.Journeys.Select(o => o.Key)], cancellationToken);
            held = held with { Journeys = [.. held.Journeys.Zip(now, (o, key) => o with { Key = key })] };
        }

        http.Features.Set(held);
        return held;
    }

    private async Task<Row> AddRowAsync(Guid? accountId, CancellationToken cancellationToken)
    {
        var row = new Row(SecretKey.New(), accountId, clock.UtcNow() + JourneysLast);
        db.Add(new ReceiptHolder { KeyHash = SecretKey.HashOf(row.Secret), AccountId = accountId, ExpiresAtUtc = row.ExpiresAtUtc });
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    private async Task DeleteRowAsync(Held held, Group group, CancellationToken cancellationToken)
    {
        if (held.Rows[(int)group] is { } row)
        {
            var hash = SecretKey.HashOf(row.Secret);
            await db.ReceiptHolders.Where(h => h.KeyHash == hash).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private void Write(HttpContext http, Held held)
    {
        http.Features.Set(held);
        if (held.Journeys.Count == 0)
        {
            http.Response.Cookies.Delete(JourneysName);
            return;
        }

        var journeys = held.Journeys.Select(opened => $"{(int)opened.Group}{TextOf(opened.Key)}");
        Write(http, JourneysName, _journeys, $"{held.Rows[0]?.Secret};{held.Rows[1]?.Secret};{string.Join(',', journeys)}", JourneysLast);
    }

    // As short as can be: a browser drops a cookie of more than 4096 bytes.
    private static string TextOf(JourneyKey key) =>
        Base64Url.EncodeToString([.. key.CompanyId.ToByteArray(), .. key.JourneyId.ToByteArray()]);

    private static JourneyKey KeyOf(string text) => Base64Url.DecodeFromChars(text) is { Length: 32 } bytes
        ? new JourneyKey(new Guid(bytes.AsSpan(..16)), new Guid(bytes.AsSpan(16..)))
        : throw new FormatException("No key of a journey.");

    private static ITimeLimitedDataProtector ProtectorOf(IDataProtectionProvider protection, string name) =>
        protection.CreateProtector("receipt-cookie", name).ToTimeLimitedDataProtector();

    private static string? Read(HttpContext http, string name, ITimeLimitedDataProtector protector)
    {
        return protector.TryUnprotect(http.Request.Cookies[name]);
    }

    private static void Write(HttpContext http, string name, ITimeLimitedDataProtector protector, string text, TimeSpan lasts) =>
        http.Response.Cookies.Append(name, protector.Protect(text, lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = lasts,
        });

    private enum Group
    {
        /// <summary>Opened while nobody was signed in.</summary>
        Anybody,

        /// <summary>Opened while somebody was.</summary>
        SignedIn,
    }

    private sealed record Opened(Group Group, JourneyKey Key);

    private sealed record Row(string Secret, Guid? AccountId, DateTime ExpiresAtUtc);

    /// <param name="Rows">By group; null where the browser has none.</param>
    private sealed record Held(Row?[] Rows, IReadOnlyList<Opened> Journeys)
    {
        public Held Without(Group group)
        {
            var rows = (Row?[])Rows.Clone();
            rows[(int)group] = null;
            return new Held(rows, [.. Journeys.Where(opened => opened.Group != group)]);
        }
    }
}
