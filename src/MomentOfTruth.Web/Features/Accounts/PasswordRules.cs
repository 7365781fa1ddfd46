using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>
/// Refuses passwords that are too long, and those that are guessed first. Three things make a password easy to guess: little is left of it
/// without words that people of this site are likely to choose, without dates and runs of letters; or zxcvbn, which knows the most common
/// passwords, English words and names, keyboard patterns and dates, estimates that it takes few guesses, once what is repeated is left
/// out; or it is nothing but such words run together, which takes more of them. Identity itself refuses passwords that are too short.
/// </summary>
public sealed partial class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 15, MaxLength = 128;

    /// <summary>The codes of refusals; the keys of their messages are <c>Password.</c> and the code.</summary>
    public const string TooLong = "PasswordTooLong", Common = "PasswordCommon";

    private const int LeftAtLeast = 8, DifferentAtLeast = 5, RunAtLeast = 3;

    // zxcvbn's scale is 0 to 4; 3 takes at least 10^10 guesses. Its time grows with the square of the length, so it sees only the
    // beginning.
    private const int LeastScore = 3, EstimatedLength = 32;

    // Of words that nothing stands between: four that were drawn at random have more bits, four that belong together have fewer.
    private const double LeastBitsOfWords = 45;

    // Spaces between words add little. Without them, zxcvbn's 2 of 4 takes at least 10^6 guesses of somebody who knows that it is words.
    private const int LeastScoreOfLetters = 2;

    // Famous as passwords, and so among those that are tried first, however many letters they have.
    private static readonly string[] Phrases =
    [
        "correcthorsebatterystaple", "thequickbrownfox", "jumpsoverthelazydog", "tobeornottobe", "fourscoreandsevenyears",
        "whoissantaclaus",
        "maytheforcebewithyou", "onceuponatime", "openthepodbaydoors", "iamyourfather", "winteriscoming", "ilovemymom", "동해물과백두산이",
    ];

    // What is written twice is as good as written once.
    private const int RepeatAtLeast = 4;

    private static readonly Lazy<Zxcvbn.Zxcvbn> Estimator = new(() => new Zxcvbn.Zxcvbn());

    // Counted for nothing, whatever stands around them: with up to seven random letters zxcvbn alone would accept them, and it knows no
    // Korean.
    private static readonly string[] Worthless =
    [
        "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "asdfgh", "azerty",
        "qazwsxedc", "1q2w3e4r5t", "1qaz2wsx3edc", "q1w2e3r4", "iloveyou", "welcome", "letmein", "administrator", "admin", "manager",
        "changeme", "default", "secret", "monkey", "dragon", "master", "shadow", "sunshine", "princess", "football", "baseball",
        "superman", "batman", "michael", "jordan", "starwars", "pokemon", "computer", "internet", "samsung", "google", "momentoftruth",
        "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn", "winter",
        "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일", "saranghae", "qlalfqjsgh", "dkssudgktpdy", "tkfkdgo", "비밀번호", "사랑해", "안녕하세요",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(password switch
    {
        null => IdentityResult.Success,
        { Length: > MaxLength } => Refuse(TooLong, $"Passwords must be at most {MaxLength} characters."),
        _ when IsCommon(password, user.Email) => Refuse(Common, "This password is among those that are tried first."),
        _ => IdentityResult.Success,
    });

    /// <summary>
    /// The password as it is hashed and its length counted: a Mac may send the parts of a Korean syllable or of "é" one by one, a telephone
    /// the whole, and both are the same password.
    /// </summary>
    public static string Normalized(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a character: no keyboard makes one, and no field of ours takes it.
            return password;
        }
    }

    /// <summary>Whether the password is among those that are guessed first, for an account with this address.</summary>
    public static bool IsCommon(string password, string? email)
    {
        var parts = (email ?? "").ToLowerInvariant().Split('@', '.');
        var own = parts.Where(part => part.Length >= RunAtLeast).OrderByDescending(part => part.Length).ToList();
        var lower = Normalized(password).ToLowerInvariant();
        var letters = string.Concat(lower.Where(char.IsLetterOrDigit));
        return HasLittleLeft(lower, own)
            || IsKnownPhrase(letters)
            || Estimate(letters, own).Score < LeastScoreOfLetters
            || Estimate(password, own).Score < LeastScore
            || Estimate(WithoutRepeats(lower), own).Score < LeastScore
            || IsOfFewWords(lower, own);
    }

    // Whatever stands between the words: spaces, dashes or nothing.
    private static bool IsKnownPhrase(string letters) =>
        Phrases.Any(phrase => letters.Replace(phrase, "", StringComparison.Ordinal) is { } left
            && left.Length < letters.Length && left.Length < LeftAtLeast);

    private static bool HasLittleLeft(string password, List<string> own)
    {
        foreach (var word in Worthless.Concat(own))
        {
            password = password.Replace(word, "", StringComparison.Ordinal);
        }

        var left = WithoutRuns(Dates().Replace(password, ""));
        return left.Length < LeftAtLeast || left.Distinct().Count() < DifferentAtLeast || IsRepeated(left);
    }

    // Nothing but words, years and patterns, whatever other signs stand before and behind them.
    private static bool IsOfFewWords(string password, List<string> own)
    {
        var result = Estimate(Ends().Replace(password, ""), own);
        return result.Entropy < LeastBitsOfWords && result.MatchSequence.All(match => match.Pattern != "bruteforce");
    }

    private static Zxcvbn.Result Estimate(string password, List<string> own) =>
        Estimator.Value.EvaluatePassword(password[..Math.Min(password.Length, EstimatedLength)], own);

    private static string WithoutRepeats(string text)
    {
        var left = new StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var before = left.ToString();
            var length = 0;
            while (start + length < text.Length && before.Contains(text.Substring(start, length + 1), StringComparison.Ordinal))
            {
                length++;
            }

            left.Append(length >= RepeatAtLeast ? "" : text[start]);
            start += length >= RepeatAtLeast ? length : 1;
        }

        return left.ToString();
    }

    [GeneratedRegex(@"\d{4}[-./년 ]{0,2}\d{1,2}[-./월 ]{0,2}\d{1,2}일?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|(?:19|20)\d\d")]
    private static partial Regex Dates();

    [GeneratedRegex(@"^[^\p{L}]+|[^\p{L}]+$")]
    private static partial Regex Ends();

    // Runs such as 1234, dcba or aaaa.
    private static string WithoutRuns(string text)
    {
        var left = new StringBuilder();
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

    // Whether the text is the same few letters over and over.
    private static bool IsRepeated(string text) =>
        Enumerable.Range(1, LeftAtLeast - 1).Any(length => text.Select((letter, at) => letter == text[at % length]).All(same => same));

    private static IdentityResult Refuse(string code, string words) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = words });
}

/// <summary>Hashes passwords as they are normalized, wherever one is stored or compared.</summary>
public sealed class NormalizingHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
{
    public override string HashPassword(User user, string password) => base.HashPassword(user, PasswordRules.Normalized(password));

    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, PasswordRules.Normalized(providedPassword));
}

/// <summary>
/// Asks the signed-in person for the password once more. Ten wrong ones close it for a while to this browser: what strangers try closes
/// nothing here.
/// </summary>
public sealed class PasswordCheck(SignInManager<User> signIn, SignInThrottle throttle)
{
    /// <summary>Returns the key of the message for a wrong password; null if it is right.</summary>
    public async Task<string?> RefusalAsync(HttpContext http, User user, string password)
    {
        var taken = await throttle.TakeAgainAsync(http, user.Id, http.RequestAborted);
        if (!taken.IsAllowed)
        {
            return "SignIn.Locked";
        }

        if (!(await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: false)).Succeeded)
        {
            return "Account.WrongPassword";
        }

        await throttle.GiveBackAsync(taken, http.RequestAborted);
        return null;
    }
}
