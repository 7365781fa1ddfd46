using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Checks at every request that the session is still valid: a person who was disabled, or signed out on any device, is signed out at the
/// next request. The framework's own check would also rebuild the principal and the cookie each time, which is not needed: roles are read
/// from the store.
/// </summary>
public sealed class SessionCheck(AppDbContext db, IOptions<IdentityOptions> identity)
{
    public async Task RunAsync(CookieValidatePrincipalContext session)
    {
        var (person, http) = (session.Principal!, session.HttpContext);

        // The error page after a failure of the store is shown as to a stranger: the session is neither checked nor ended.
        if (StoreFailures.Of(http.Features.Get<IExceptionHandlerFeature>()?.Error) is not null)
        {
            session.RejectPrincipal();
            return;
        }

        var stamp = person.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        var isGood = stamp is not null
            && Guid.TryParse(person.FindFirstValue(identity.Value.ClaimsIdentity.UserIdClaimType), out var userId)
            && await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleOrDefaultAsync(http.RequestAborted) == stamp;
        if (!isGood)
        {
            session.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
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
