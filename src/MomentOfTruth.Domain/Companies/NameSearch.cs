using System.Text;

namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// How names are found while people type. A key holds each name twice, a line each: all its letters, Korean syllables taken apart, so that
/// a syllable that is only half typed is found (텔렠 on the way to 텔레콤); and the initial consonants of its syllables (ㅋㅇㅌ), once more
/// without the silent ㅇ. What is typed becomes the part of a line that is looked for.
/// </summary>
public static class NameSearch
{
    /// <summary>Stands before and behind every line of a key.</summary>
    public const char Break = '\n';

    // A letter alone is looked for where a name begins.
    private const int FewestWithin = 2, FewestSwapped = 3, FewestOfBeginning = 6;

    private const char FirstSyllable = '가', LastSyllable = '힣', FirstInitial = '\u1100', FirstVowel = '\u1161', FirstFinal = '\u11A8';

    private const string Initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    private const char Silent = '\u110B';

    private static readonly string[] Vowels =
        "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".Split(' ');

    private static readonly string[] Finals =
        "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".Split(' ');

    // The Korean letter on each key of the usual keyboard.
    private const string LatinKeys = "qwertyuiopasdfghjklzxcvbnmQWERTOP", KoreanKeys = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ";

    /// <summary>The key under which names are found.</summary>
    public static string KeyOf(params IEnumerable<string?> names)
    {
        var lines = new HashSet<string>();
        foreach (var name in names.OfType<string>().Select(Naming.KeyOf))
        {
            lines.Add(LettersOf(name));
            if (name.Any(IsSyllable))
            {
                var initials = InitialsOf(name);
                lines.Add(initials);
                lines.Add(initials.Replace(Silent.ToString(), "", StringComparison.Ordinal));
            }
        }

        return Break + string.Join(Break, lines.Where(line => line.Length > 0)) + Break;
    }

    /// <summary>What is looked for in keys; null if nothing that is typed can be found.</summary>
    public static string? PartOf(string typed) => Part(LettersOf(Naming.KeyOf(typed)));

    /// <summary>
    /// What to look for when nothing was found: without the form of the company, and as if the keyboard had been set to the other language
    /// (ㅏㅅㄹ for ktf, zpdlxl for 케이티).
    /// </summary>
    public static IReadOnlyList<string> OtherPartsOf(string typed)
    {
        var key = Naming.KeyOf(typed);
        var letters = LettersOf(key);
        var bare = Part(LettersOf(LookAlikes.Bare(key)));
        var swapped = letters.Length < FewestSwapped ? null
            : letters.All(KoreanKeys.Contains) ? string.Concat(letters.Select(ToLatin))
            : string.Concat(typed.Where(c => !char.IsWhiteSpace(c)).Select(ToKorean));
        return [.. new[] { bare, swapped is null ? null : Part(swapped) }.OfType<string>().Where(part => part != Part(letters)).Distinct()];
    }

    /// <summary>How what is nearly the same begins, and how it ends; null if what is typed is too short to be compared.</summary>
    public static (string Begins, string Ends)? EdgesOf(string typed)
    {
        var letters = LettersOf(Naming.KeyOf(typed));

        // Three letters are hardly more than one syllable.
        var edge = letters.Any(KoreanKeys.Contains) ? NearNames.Same + 1 : NearNames.Same;
        return letters.Length < NearNames.Shortest ? null : (Break + letters[..edge], letters[^edge..] + Break);
    }

    /// <summary>
    /// Whether a name of the key is so nearly what is typed that one may be a slip of the other, or begins so, if enough is typed.
    /// </summary>
    public static bool IsNear(string typed, string key)
    {
        var letters = LettersOf(Naming.KeyOf(typed));
        return key.Split(Break).Any(line => NearNames.AreNear(letters, line)
            || (letters.Length >= FewestOfBeginning && line.Length > letters.Length && NearNames.AreNear(letters, line[..letters.Length])));
    }

    private static string? Part(string letters)
    {
        if (letters.Length == 0)
        {
            return null;
        }

        // Consonants alone are initials.
        var isInitials = letters.Any(Initials.Contains) && letters.All(c => Initials.Contains(c) || !KoreanKeys.Contains(c));
        var part = isInitials ? string.Concat(letters.Select(ToInitial)) : letters;
        return part.Length < FewestWithin ? Break + part : part;
    }

    private static char ToLatin(char letter) => char.ToLowerInvariant(LatinKeys[KoreanKeys.IndexOf(letter, StringComparison.Ordinal)]);

    private static char ToKorean(char key) =>
        LatinKeys.IndexOf(key, StringComparison.Ordinal) is var i and >= 0 ? KoreanKeys[i]
            : LatinKeys.IndexOf(char.ToLowerInvariant(key), StringComparison.Ordinal) is var j and >= 0 ? KoreanKeys[j] : key;

    private static char ToInitial(char letter) =>
        Initials.IndexOf(letter, StringComparison.Ordinal) is var i and >= 0 ? (char)(FirstInitial + i) : letter;

    // Without spaces and punctuation: people write them or not.
    private static string LettersOf(string key)
    {
        var letters = new StringBuilder(key.Length * 3);
        foreach (var c in key.Where(IsRead))
        {
            if (IsSyllable(c))
            {
                var (rest, final) = Math.DivRem(c - FirstSyllable, Finals.Length + 1);
                var (initial, vowel) = Math.DivRem(rest, Vowels.Length);
                letters.Append(Initials[initial]).Append(Vowels[vowel]).Append(final == 0 ? "" : Finals[final - 1]);
            }
            else
            {
                letters.Append(LoneLetter(c));
            }
        }

        return letters.ToString();
    }

    // Keys hold lone letters as parts of syllables.
    private static string LoneLetter(char c) =>
        c - FirstInitial is >= 0 and var i && i < Initials.Length ? Initials[i].ToString()
            : c - FirstVowel is >= 0 and var v && v < Vowels.Length ? Vowels[v]
            : c - FirstFinal is >= 0 and var f && f < Finals.Length ? Finals[f]
            : c.ToString();

    private static string InitialsOf(string key) => string.Concat(key.Where(IsRead)
        .Select(c => IsSyllable(c) ? (char)(FirstInitial + ((c - FirstSyllable) / (Vowels.Length * (Finals.Length + 1)))) : c));

    private static bool IsSyllable(char c) => c is >= FirstSyllable and <= LastSyllable;

    private static bool IsRead(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsPunctuation(c);
}
