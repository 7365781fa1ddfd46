using System.Security.Claims;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Who is signed in.</summary>
public static class AccountIds
{
    /// <summary>The signed-in person's id; null if nobody is signed in.</summary>
    public static Guid? AccountId(this ClaimsPrincipal person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Identity is { IsAuthenticated: true } && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
    }
}
