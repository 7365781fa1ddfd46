using System.Globalization;
using System.Text;

namespace MomentOfTruth.Domain.Text;

/// <summary>The sound that a word ends in.</summary>
public enum WordEnding
{
    Vowel,
    Consonant,

    /// <summary>The consonant ㄹ, after which 으로 is 로.</summary>
    Rieul,
}

/// <summary>
/// The form of a Korean particle after a word, such as 을 or 를: it depends on the sound that the word ends in, as Koreans read it aloud.
/// </summary>
/// <remarks>
/// What is not read aloud (quotes, brackets, punctuation, emoji) is skipped from the end to the last sign that is. Syllables and lone
/// Korean letters have a known end; numbers end as the Sino-Korean number does; Latin letters as <see cref="LatinReading"/> says. A word of other
/// letters (Arabic, Chinese characters, nothing but emoji) takes the form that follows a vowel: it is the shorter one, and nobody can tell
/// from the sight of such a word that it is the wrong one.
/// </remarks>
public static class KoreanParticle
{
    /// <summary>Keeps a particle on the line of its word.</summary>
    public const char WordJoiner = '\u2060';

    // Longer than any number or word whose end is read by more than its last sign.
    private const int Tail = 64;

    private const char FirstSyllable = '가', LastSyllable = '힣', Point = '.', Comma = ',';

    private const int Finals = 28, FinalRieul = 8;

    private const string Digits = "0123456789";

    private const string LinkingVowel = "으";

    // After a consonant, after a vowel. Whatever begins with 으 takes the second form after ㄹ too.
    private static readonly Dictionary<string, string> Pairs = new()
    {
        ["을"] = "를",
        ["이"] = "가",
        ["은"] = "는",
        ["과"] = "와",
        ["아"] = "야",
        ["으로"] = "로",
        ["으로는"] = "로는",
        ["으로도"] = "로도",
        ["으로서"] = "로서",
        ["으로써"] = "로써",
        ["으로부터"] = "로부터",
        ["이에요"] = "예요",
        ["이었어요"] = "였어요",
        ["이라"] = "라",
        ["이라고"] = "라고",
        ["이라는"] = "라는",
        ["이라면"] = "라면",
        ["이란"] = "란",
        ["이나"] = "나",
        ["이랑"] = "랑",
        ["이며"] = "며",
        ["이든"] = "든",
        ["이지만"] = "지만",
    };

    private static readonly WordEnding[] OfDigits =
    [
        WordEnding.Consonant, WordEnding.Rieul, WordEnding.Vowel, WordEnding.Consonant, WordEnding.Vowel,
        WordEnding.Vowel, WordEnding.Consonant, WordEnding.Rieul, WordEnding.Rieul, WordEnding.Vowel,
    ];

    /// <summary>Whether the text is a pair of forms that is known, in either order: <c>을/를</c>, <c>와/과</c>.</summary>
    public static bool IsPair(string? pair) => FormsOf(pair) is not null;

    /// <summary>The form of the pair that follows the word.</summary>
    /// <param name="word">What the particle follows; a quote or a bracket behind it changes nothing.</param>
    /// <param name="pair">Both forms, such as <c>을/를</c>.</param>
    /// <exception cref="ArgumentException">The pair is not known.</exception>
    public static string After(string word, string pair)
    {
        var (closed, open) = FormsOf(pair) ?? throw new ArgumentException($"No Korean particle has the forms “{pair}”.", nameof(pair));
        return EndingOf(word) switch
        {
            WordEnding.Consonant => closed,
            WordEnding.Rieul when !closed.StartsWith(LinkingVowel, StringComparison.Ordinal) => closed,
            _ => open,
        };
    }

    /// <summary>The sound that the word ends in; a vowel if nobody can say.</summary>
    public static WordEnding EndingOf(string word)
    {
        var text = Composed(word.Length > Tail ? word[^Tail..] : word);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var letter = text[i];
            if (letter is >= FirstSyllable and <= LastSyllable)
            {
                var final = (letter - FirstSyllable) % Finals;
                return final == 0 ? WordEnding.Vowel : final == FinalRieul ? WordEnding.Rieul : WordEnding.Consonant;
            }

            if (OfLetter(letter) is { } alone)
            {
                return alone;
            }

            if (char.IsAsciiDigit(letter))
            {
                return OfNumber(text[..(i + 1)]);
            }

            if (char.IsAsciiLetter(letter))
            {
                return LatinReading.EndingOf(text[..(i + 1)]);
            }

            // Percent, plus and degrees are read aloud: 퍼센트, 플러스, 도.
            var isReadAloud = letter is '%' or '‰' or '°' || (letter == '+' && i > 0 && char.IsLetterOrDigit(text[i - 1]));
            if (isReadAloud || char.IsLetterOrDigit(letter))
            {
                return OfKana(letter) ?? WordEnding.Vowel;
            }
        }

        return WordEnding.Vowel;
    }

    private static (string Closed, string Open)? FormsOf(string? pair)
    {
        var cut = pair?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (pair is null || cut < 0)
        {
            return null;
        }

        var (one, other) = (pair[..cut], pair[(cut + 1)..]);
        return Pairs.TryGetValue(one, out var open) && open == other ? (one, other)
            : Pairs.TryGetValue(other, out open) && open == one ? (other, one)
            : null;
    }

    // Of one width, composed, without accents and without what is not seen. Half a pair of surrogates would not let itself be normalized.
    private static string Composed(string text)
    {
        var whole = string.Concat(text.EnumerateRunes().Where(rune => !PlainText.IsUnseen(rune)));
        var plain = new StringBuilder(whole.Length);
        foreach (var letter in whole.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                plain.Append(letter);
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    // The names of the letters: 기역, 니은 … end in consonants, 리을 in ㄹ, those of the vowels in themselves.
    private static WordEnding? OfLetter(char letter) => letter switch
    {
        '\u1105' or '\u11AF' => WordEnding.Rieul,
        (>= '\u1100' and <= '\u115E') or (>= '\u11A8' and <= '\u11FF') => WordEnding.Consonant,
        >= '\u1161' and <= '\u11A7' => WordEnding.Vowel,
        _ => null,
    };

    private static WordEnding? OfKana(char letter) => letter is 'ん' or 'ン' ? WordEnding.Consonant : null;

    // 일, 이, 삼 … by the last digit; a number's zeros by the place that is named last: 십, 백, 천, 만, 억, 조.
    private static WordEnding OfNumber(string text)
    {
        var from = text.Length;
        while (from > 0 && (char.IsAsciiDigit(text[from - 1]) || IsWithinNumber(text, from - 1)))
        {
            from--;
        }

        var number = text[from..].Replace(",", "", StringComparison.Ordinal);
        var zeros = number.Length - number.TrimEnd('0').Length;
        if (zeros == 0)
        {
            return OfDigits[Digits.IndexOf(number[^1], StringComparison.Ordinal)];
        }

        // Digits behind a point and those of codes, such as 010, are read one by one; 0 itself is 영.
        var isRead = number.Contains(Point, StringComparison.Ordinal) || number[0] == '0';
        return isRead ? WordEnding.Consonant : zeros is (>= 12 and < 16) or (>= 20 and < 24) ? WordEnding.Vowel : WordEnding.Consonant;
    }

    private static bool IsWithinNumber(string text, int i) =>
        text[i] is Point or Comma && i > 0 && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
}
