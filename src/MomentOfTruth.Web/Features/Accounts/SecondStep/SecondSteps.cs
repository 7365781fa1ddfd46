using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Remembers between the two steps of a sign-in, in a sealed cookie, whose password was right. It opens nothing without a code, and is
/// worthless after ten minutes, or once the account has another password.
/// </summary>
public sealed class SecondSteps(IDataProtectionProvider protection, UserManager<User> users)
{
    private const string CookieName = "second-step";

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("second-step").ToTimeLimitedDataProtector();

    public void Begin(HttpContext http, User user, bool isRemembered)
    {
        var begun = JsonSerializer.Serialize(new Begun(user.Id, user.SecurityStamp!, isRemembered));
        http.Response.Cookies.Append(CookieName, _protector.Protect(begun, Lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = Lasts,
        });
    }

    /// <summary>Returns null if this browser has not passed the first step, or too long ago.</summary>
    public async Task<(User User, bool IsRemembered)?> OfAsync(HttpContext http) =>
        _protector.TryUnprotect(http.Request.Cookies[CookieName]) is { } text
            && JsonSerializer.Deserialize<Begun>(text) is { } begun
            && await users.FindByIdAsync(begun.UserId.ToString()) is { } user
            && user.SecurityStamp == begun.Stamp
            ? (user, begun.IsRemembered)
            : null;

    public void End(HttpContext http) => http.Response.Cookies.Delete(CookieName);

    private sealed record Begun(Guid UserId, string Stamp, bool IsRemembered);
}
