using System.Globalization;
using System.Text;

namespace MomentOfTruth.Domain.Search;

/// <summary>
/// A text as search sees it: compatibility forms and case do not count, only words are left, each between single spaces. Runs of scripts
/// that are written without spaces, or with endings joined to the word (Hangul, Han, Kana, Thai and their like, emoji), are words of their
/// own, apart from the letters and digits around them.
/// </summary>
public sealed class FoldedText
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    private FoldedText(string text, int[] starts, int[] ends) => (Text, _starts, _ends) = (text, starts, ends);

    /// <summary>Begins and ends with a space; a single one if there is no word.</summary>
    public string Text { get; }

    public IReadOnlyList<string> Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static FoldedText Of(string text)
    {
        var folding = new Folding(text.Length + 2);
        for (var at = 0; at < text.Length;)
        {
            // Element by element, so that every letter of the result has its place in the original.
            var length = IsPlain(text, at) ? 1 : StringInfo.GetNextTextElementLength(text.AsSpan(at));
            folding.Add(text.AsSpan(at, length), at);
            at += length;
        }

        return folding.End(text.Length);
    }

    /// <summary>Where in the original text this part of <see cref="Text"/> stands.</summary>
    public (int Start, int End) PlaceOf(int start, int length) => (_starts[start], _ends[start + length - 1]);

    /// <summary>Whether the word is of a script in which a word is found anywhere within another, and not only at its beginning.</summary>
    internal static bool IsDense(string word) => IsDense(Rune.GetRuneAt(word, 0));

    private static bool IsDense(Rune rune) => rune.Value switch
    {
        < 0x0E00 => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol,
        <= 0x0EFF or (>= 0x1000 and <= 0x11FF and not (>= 0x10A0 and <= 0x10FF)) or (>= 0x1780 and <= 0x17FF) => true,
        (>= 0x2E80 and <= 0x9FFF) or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7FF) or (>= 0xF900 and <= 0xFAFF) => true,
        >= 0x20000 and <= 0x3FFFF => true,
        _ => IsPictograph(rune),
    };

    private static bool IsPictograph(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.OtherSymbol => rune != Rune.ReplacementChar,
        UnicodeCategory.ModifierSymbol => rune.Value > 0xFFFF,
        _ => false,
    };

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Joiners and selectors of a variant change how a letter looks, not which one it is.
    private static bool IsIgnored(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F;

    // What most texts consist of needs no look at what follows it.
    private static bool IsPlain(string text, int at) => char.IsAscii(text[at]) && (at + 1 == text.Length || char.IsAscii(text[at + 1]));

    private sealed class Folding(int capacity)
    {
        private readonly StringBuilder _text = new(" ", capacity);
        private readonly List<int> _starts = new(capacity) { 0 };
        private readonly List<int> _ends = new(capacity) { 0 };
        private bool? _isInDense;

        public void Add(ReadOnlySpan<char> element, int at)
        {
            if (element.Length == 1 && (char.IsAscii(element[0]) || element[0] is >= '\uAC00' and <= '\uD7A3'))
            {
                Add(new Rune(char.ToLowerInvariant(element[0])), at, at + 1);
                return;
            }

            var folded = Folded(element);
            if (folded is [>= '\u1160' and <= '\u11FF', ..])
            {
                // A Korean vowel by itself, such as in a sob, stays apart from the letter before it: the two would be a syllable when
                // folded again.
                Break(at);
            }

            foreach (var rune in folded.EnumerateRunes())
            {
                Add(rune, at, at + element.Length);
            }
        }

        public FoldedText End(int length)
        {
            Break(length);
            return new FoldedText(_text.ToString(), [.. _starts], [.. _ends]);
        }

        private void Add(Rune rune, int start, int end)
        {
            if (IsIgnored(rune) || (_isInDense is null && IsMark(rune)))
            {
                return;
            }

            if (!IsMark(rune))
            {
                var isDense = IsDense(rune);
                if (!isDense && !Rune.IsLetterOrDigit(rune))
                {
                    Break(start);
                    return;
                }

                if (_isInDense is { } before && before != isDense)
                {
                    Break(start);
                }

                _isInDense = isDense;
            }

            _text.Append(rune);
            for (var i = 0; i < rune.Utf16SequenceLength; i++)
            {
                _starts.Add(start);
                _ends.Add(end);
            }
        }

        private void Break(int at)
        {
            _isInDense = null;
            if (_text[^1] != ' ')
            {
                _text.Append(' ');
                _starts.Add(at);
                _ends.Add(at);
            }
        }

        private static string Folded(ReadOnlySpan<char> element)
        {
            // Normalize throws at halves of surrogate pairs and at U+FFFE.
            var sound = new StringBuilder(element.Length);
            foreach (var rune in element.EnumerateRunes())
            {
                if (!IsIgnored(rune))
                {
                    sound.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
                }
            }

            // Twice: some letters are composed in lower case only.
            var folded = sound.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC);
            return folded is [< '\u0400', ..] ? WithoutAccents(folded) : folded;
        }

        // Of Latin and Greek letters: people look for "cafe" and "strasse" and mean "café" and "Straße".
        private static string WithoutAccents(string element)
        {
            var letters = element.Normalize(NormalizationForm.FormD).EnumerateRunes().Where(rune => !IsMark(rune));
            return string.Concat(letters.Select(letter => letter.Value switch
            {
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'ø' => "o",
                'ł' => "l",
                'đ' => "d",
                _ => Rune.ToLowerInvariant(letter).ToString(),
            }));
        }
    }
}
