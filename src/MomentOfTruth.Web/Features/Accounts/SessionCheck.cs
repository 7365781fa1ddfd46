using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Looks at every request whether the session is still good: somebody who was disabled, or signed out anywhere, is out at the next request.
/// The framework's own check also makes the person and the cookie anew each time; nothing in them changes here, as roles are read from the store.
/// </summary>
public sealed class SessionCheck(AppDbContext db, IOptions<IdentityOptions> identity)
{
    public async Task RunAsync(CookieValidatePrincipalContext session)
    {
        var (person, http) = (session.Principal!, session.HttpContext);
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

/// <summary>Who is signed in.</summary>
public static class AccountIds
{
    /// <summary>The signed-in person's id; null if nobody is signed in.</summary>
    public static Guid? AccountId(this ClaimsPrincipal person)
    {
        return person.Identity is { IsAuthenticated: true } && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    }
}
