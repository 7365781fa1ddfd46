using System.Globalization;

namespace MomentOfTruth.Web.Features.Photos;

/// <summary>The name of a file that somebody sent, to be said in a message and used for nothing else.</summary>
public static class PhotoName
{
    private const int MaxLetters = 40;

    /// <summary>Without folders and without what cannot be seen or turns the letters after it round; its beginning, if it is long.</summary>
    public static string Of(string? sent)
    {
        var name = (sent ?? "").Split('/', '\\')[^1];
        var letters = string.Concat(name.EnumerateRunes().Where(IsSeen).Take(MaxLetters + 1).Select(rune => rune.ToString())).Trim();
        return letters.Length == 0 ? "?" : letters.EnumerateRunes().Count() > MaxLetters ? string.Concat(letters.EnumerateRunes().Take(MaxLetters)) + "…" : letters;
    }

    private static bool IsSeen(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
