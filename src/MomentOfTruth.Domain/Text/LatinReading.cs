namespace MomentOfTruth.Domain.Text;

/// <summary>
/// In what sound Koreans end a word of Latin letters when they read it aloud: abbreviations letter by letter (KTF 케이티에프, LG 엘지), words
/// as they are written in Korean (Samsung 삼성, internet 인터넷, store 스토어). A rule of thumb; the well-known words that it does not fit
/// are listed.
/// </summary>
internal static class LatinReading
{
    private const string Vowels = "aeiouy";

    // Capitals of this many letters or fewer are read letter by letter.
    private const int MostOfAbbreviation = 3;

    // Names of letters: 엘, 알; 엠, 엔; all others end in a vowel.
    private static readonly Dictionary<char, WordEnding> Letters = new()
    {
        ['L'] = WordEnding.Rieul,
        ['R'] = WordEnding.Rieul,
        ['M'] = WordEnding.Consonant,
        ['N'] = WordEnding.Consonant,
    };

    // What stands behind a number: 미터, 킬로그램, 톤.
    private static readonly Dictionary<string, WordEnding> Units = new(StringComparer.Ordinal)
    {
        ["m"] = WordEnding.Vowel,
        ["mm"] = WordEnding.Vowel,
        ["cm"] = WordEnding.Vowel,
        ["km"] = WordEnding.Vowel,
        ["l"] = WordEnding.Vowel,
        ["ml"] = WordEnding.Vowel,
        ["g"] = WordEnding.Consonant,
        ["mg"] = WordEnding.Consonant,
        ["kg"] = WordEnding.Consonant,
        ["t"] = WordEnding.Consonant,
    };

    // Short words that are read otherwise than the rules say: 에어, 키트, 세트, 히트; 빅.
    private static readonly Dictionary<string, WordEnding> Words = new(StringComparer.Ordinal)
    {
        ["air"] = WordEnding.Vowel,
        ["kit"] = WordEnding.Vowel,
        ["set"] = WordEnding.Vowel,
        ["hit"] = WordEnding.Vowel,
        ["big"] = WordEnding.Consonant,
    };

    // The same, also at the end of a longer word: 체크, 허브, 네슬레; 톡, 백, 굿, 그룹.
    private static readonly (string End, WordEnding Ending)[] Ends =
    [
        ("check", WordEnding.Vowel), ("hub", WordEnding.Vowel), ("nestle", WordEnding.Vowel),
        ("talk", WordEnding.Consonant), ("bag", WordEnding.Consonant), ("good", WordEnding.Consonant), ("group", WordEnding.Consonant),
    ];

    /// <param name="text">It ends in a Latin letter; what stands before its last word is not read.</param>
    public static WordEnding EndingOf(string text)
    {
        var from = text.Length;
        while (from > 0 && char.IsAsciiLetter(text[from - 1]))
        {
            from--;
        }

        var word = text[from..];
        var small = word.ToLowerInvariant();
        return text[..from].TrimEnd() is [.., >= '0' and <= '9'] && Units.TryGetValue(word, out var unit) ? unit
            : Words.TryGetValue(small, out var known) ? known
            : IsSpelled(word) ? Letters.GetValueOrDefault(char.ToUpperInvariant(word[^1]))
            : OfWord(small);
    }

    // One letter; no vowel at all; few capitals, also at the end as in iOS; or capitals alone with three consonants in a row.
    private static bool IsSpelled(string word)
    {
        var capitals = word.Reverse().TakeWhile(char.IsAsciiLetterUpper).Count();
        return word.Length == 1
            || !word.Any(IsVowel)
            || capitals is > 0 and <= MostOfAbbreviation
            || (capitals == word.Length && HasConsonantsInARow(word));
    }

    private static bool HasConsonantsInARow(string word)
    {
        var row = 0;
        foreach (var letter in word)
        {
            row = IsVowel(letter) ? 0 : row + 1;
            if (row == 3)
            {
                return true;
            }
        }

        return false;
    }

    private static WordEnding OfWord(string word)
    {
        foreach (var (end, ending) in Ends)
        {
            if (word.EndsWith(end, StringComparison.Ordinal))
            {
                return ending;
            }
        }

        var (last, before) = (word[^1], word[^2]);
        return last switch
        {
            'l' => WordEnding.Rieul,
            'm' or 'n' => WordEnding.Consonant,
            'g' when before == 'n' => WordEnding.Consonant,
            'b' when before == 'm' || IsShort(word) => WordEnding.Consonant,
            'c' when IsVowel(before) => WordEnding.Consonant,
            'k' when before == 'c' || IsShort(word) || word.EndsWith("ook", StringComparison.Ordinal) => WordEnding.Consonant,
            'p' or 't' when IsShort(word) || (last == 'p' && before == 'p') => WordEnding.Consonant,
            'e' when before == 'l' && word.Length > 2 => WordEnding.Rieul,
            'e' when before is 'm' or 'n' && word.Length > 2 => WordEnding.Consonant,
            _ => WordEnding.Vowel,
        };
    }

    // The last consonant follows one vowel alone, as in shop and market, not two of them, as in boat.
    private static bool IsShort(string word) => IsVowel(word[^2]) && (word.Length == 2 || !IsVowel(word[^3]));

    private static bool IsVowel(char letter) => Vowels.Contains(char.ToLowerInvariant(letter), StringComparison.Ordinal);
}
