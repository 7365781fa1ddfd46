using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Asks the signed-in person for the password once more. Wrong ones count as wrong sign-ins do.</summary>
public sealed class PasswordCheck(SignInManager<User> signIn)
{
    /// <summary>The key of what is wrong; null if it is the password.</summary>
    public async Task<string?> RefusalAsync(User user, string password)
    {
        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        return result.Succeeded ? null : result.IsLockedOut ? "SignIn.Locked" : "Account.WrongPassword";
    }
}
