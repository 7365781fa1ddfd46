using Microsoft.AspNetCore.DataProtection;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Tells a browser in which a person has signed in before from those of strangers, by a sealed cookie ("device cookies", OWASP). It opens
/// nothing: it only lets this person try passwords while strangers use up what they may try.
/// </summary>
public sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    /// <summary>So many accounts of one browser are remembered, the latest.</summary>
    public const int MaxAccounts = 5;

    private const string CookieName = "device";

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("known-browser").ToTimeLimitedDataProtector();

    /// <summary>The name of this browser among those of the account; null for a stranger's.</summary>
    public string? NameOf(HttpContext http, Guid accountId) =>
        Read(http).Where(known => known.AccountId == accountId).Select(known => known.Name).FirstOrDefault();

    /// <summary>Remembers that the person has signed in here, or has proved to read the account's mail.</summary>
    public void Remember(HttpContext http, Guid accountId)
    {
        var known = Read(http);
        var name = known.Where(k => k.AccountId == accountId).Select(k => k.Name).FirstOrDefault() ?? SecretKey.New();
        var kept = known.Where(k => k.AccountId != accountId).Prepend((AccountId: accountId, Name: name)).Take(MaxAccounts);
        var text = string.Join(',', kept.Select(k => $"{k.AccountId:N}:{k.Name}"));
        http.Response.Cookies.Append(CookieName, _protector.Protect(text, Lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = Lasts,
        });
    }

    private List<(Guid AccountId, string Name)> Read(HttpContext http) =>
        _protector.TryUnprotect(http.Request.Cookies[CookieName]) is not { } text ? []
            : [.. text.Split(',').Select(entry => (Guid.ParseExact(entry[..32], "N"), entry[33..]))];
}
