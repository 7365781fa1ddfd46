using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>How names are compared and turned into addresses, the same for companies, touchpoints and products.</summary>
public static partial class Naming
{
    public const int MaxName = 200, MaxSlug = 100;

    /// <summary>Two names with the same key are the same name: case, width, white space and what nobody sees do not count.</summary>
    public static string KeyOf(string name)
    {
        if (IsPlain(name))
        {
            return name.ToLowerInvariant();
        }

        // Normalize throws at halves of surrogate pairs and at U+FFFE, but people search by whatever they typed.
        var seen = string.Concat(name.EnumerateRunes().Where(rune => !PlainText.IsUnseen(rune))).Replace('\uFFFE', '\uFFFD');

        // Twice: some letters are composed in lower case only.
        var lower = seen.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC);
        return WhiteSpace().Replace(lower.Trim(), " ");
    }

    /// <summary>The name as part of an address: letters and digits of any script, dashes between. Empty if the name has none.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder(MaxSlug);
        foreach (var rune in KeyOf(name).EnumerateRunes())
        {
            if (slug.Length + rune.Utf16SequenceLength > MaxSlug)
            {
                break;
            }

            // A mark belongs to the letter before it; alone, such as after an emoji, it would be an address that cannot be seen.
            var isMarkOfLetter = slug.Length > 0 && slug[^1] != '-'
                && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (Rune.IsLetterOrDigit(rune) || isMarkOfLetter)
            {
                slug.Append(rune);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    // Most names are ASCII and whole Korean syllables with single spaces between them, which nothing but the lower case changes. An import
    // compares millions.
    private static bool IsPlain(string name)
    {
        var before = ' ';
        foreach (var letter in name)
        {
            if (letter == ' ' ? before == ' ' : letter is not ((> ' ' and < '\x7F') or (>= '\uAC00' and <= '\uD7A3')))
            {
                return false;
            }

            before = letter;
        }

        return before != ' ';
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
