using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// What a password may not be, beside too short: longer than anybody types, or mostly what everybody tries first. Words and runs that are known are
/// taken out of it; what is left must still be worth something.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 15, MaxLength = 128;

    /// <summary>The codes of refusals; pages have their words under <c>Password.</c> and the code.</summary>
    public const string TooLong = "PasswordTooLong", Common = "PasswordCommon";

    private const int LeftAtLeast = 8, DifferentAtLeast = 5, RunAtLeast = 3;

    private static readonly string[] Known =
    [
        "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "asdfgh", "azerty", "qazwsxedc", "1q2w3e4r5t", "1qaz2wsx3edc",
        "q1w2e3r4", "iloveyou", "welcome", "letmein", "administrator", "admin", "manager", "changeme", "default", "secret", "monkey", "dragon", "master", "shadow",
        "sunshine", "princess", "football", "baseball", "superman", "batman", "michael", "jordan", "starwars", "pokemon", "computer", "internet", "samsung", "google",
        "momentoftruth", "saranghae", "qlalfqjsgh", "dkssudgktpdy", "tkfkdgo", "비밀번호", "사랑해", "안녕하세요",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        return Task.FromResult(password switch
        {
            null => IdentityResult.Success,
            { Length: > MaxLength } => Refuse(TooLong, $"Passwords must be at most {MaxLength} characters."),
            _ when IsCommon(password, user.Email) => Refuse(Common, "This password is among those that are tried first."),
            _ => IdentityResult.Success,
        });
    }

    private static bool IsCommon(string password, string? email)
    {
        var left = password.ToLowerInvariant();
        var own = (email ?? "").ToLowerInvariant().Split('@', '.').Where(part => part.Length >= RunAtLeast).OrderByDescending(part => part.Length);
        foreach (var word in Known.Concat(own))
        {
            left = left.Replace(word, "", StringComparison.Ordinal);
        }

        left = WithoutRuns(left);
        return left.Length < LeftAtLeast || left.Distinct().Count() < DifferentAtLeast || IsRepeated(left);
    }

    // 1234, dcba, aaaa.
    private static string WithoutRuns(string text)
    {
        var left = new System.Text.StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            var step = end < text.Length ? text[end] - text[start] : 0;
            while (Math.Abs(step) <= 1 && end < text.Length && text[end] - text[end - 1] == step)
            {
                end++;
            }

            end = end - start >= RunAtLeast ? end : start + 1;
            left.Append(end - start >= RunAtLeast ? "" : text[start..end]);
            start = end;
        }

        return left.ToString();
    }

    // The same few letters over and over.
    private static bool IsRepeated(string text) =>
        Enumerable.Range(1, LeftAtLeast - 1).Any(length => text.Select((letter, at) => letter == text[at % length]).All(same => same));

    private static IdentityResult Refuse(string code, string words) => IdentityResult.Failed(new IdentityError { Code = code, Description = words });
}

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
