using System.Globalization;
using System.Text;

namespace MomentOfTruth.Domain.Text;

/// <summary>What is kept of a text that people typed or that a file holds: the same wherever it comes from.</summary>
public static class PlainText
{
    /// <summary>
    /// The line breaks of all programs become one character, and other controls, which nobody sees, are dropped. NUL stays, to be refused,
    /// as does U+0001, which stands for it in what a browser sends.
    /// </summary>
    public static string Mended(string text)
    {
        if (!text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t' or '\0' or '\u0001')))
        {
            return text;
        }

        var mended = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\r' or '\v' or '\f' or '\u0085':
                    mended.Append('\n');
                    break;
                case var letter when !char.IsControl(letter) || letter is '\n' or '\t' or '\0' or '\u0001':
                    mended.Append(letter);
                    break;
            }
        }

        return mended.ToString();
    }

    /// <summary>A name: one line, without what would draw the text around it backwards and without fillers that nobody sees.</summary>
    public static string MendedName(string name)
    {
        var mended = Mended(name);
        return mended.EnumerateRunes().Any(rune => IsBreak(rune) || IsBidiControl(rune) || IsFiller(rune))
            ? string.Concat(mended.EnumerateRunes()
                .Where(rune => !IsBidiControl(rune) && !IsFiller(rune))
                .Select(rune => IsBreak(rune) ? " " : rune.ToString()))
            : mended;
    }

    /// <summary>Whether anything of the text is drawn.</summary>
    public static bool IsSeen(string? text) => text is not null && text.EnumerateRunes().Any(IsDrawn);

    /// <summary>Whether the text can be called by: a letter, a digit, a symbol or an emoji of it is drawn.</summary>
    public static bool IsName(string? text) =>
        text is not null
        && text.EnumerateRunes().Any(rune => IsDrawn(rune) && (Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || Rune.IsSymbol(rune)));

    /// <summary>Whether a rune is not seen itself, though it may change how others look. Two names that differ in these are one.</summary>
    public static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || IsFiller(rune) || IsVariation(rune);

    /// <summary>Whether a part of it is written from right to left: what stands beside it may be drawn on its other side.</summary>
    public static bool HasRightToLeft(string text) => text.Any(letter => letter
        is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        or (>= '\uD802' and <= '\uD803') or (>= '\uD83A' and <= '\uD83B'));

    /// <summary>The beginning of a text, never cut within what is drawn as one letter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">At most so many characters are left.</param>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var length = 0;
        while (length < text.Length && StringInfo.GetNextTextElementLength(text, length) is var next && length + next <= maxLength)
        {
            length += next;
        }

        return text[..length];
    }

    private static bool IsDrawn(Rune rune) => !IsUnseen(rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.EnclosingMark);

    // Letters by their category, and drawn as nothing.
    private static bool IsFiller(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or 0x17B4 or 0x17B5;

    // A paragraph's end also ends what keeps a text in its direction.
    private static bool IsBreak(Rune rune) => rune.Value is '\n' or '\t' or 0x2028 or 0x2029;

    private static bool IsVariation(Rune rune) =>
        rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsBidiControl(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
