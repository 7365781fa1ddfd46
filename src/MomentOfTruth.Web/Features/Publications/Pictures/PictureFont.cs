using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>
/// Knows which characters the fonts of this machine can draw. A letter that none of them has would stand on a picture as an empty box:
/// words with such a letter are left away, and the operator is told once.
/// </summary>
/// <param name="log">Where the operator is told.</param>
/// <param name="draws">Whether a font of this machine has the character.</param>
public sealed partial class PictureFont(ILogger<PictureFont> log, Func<Rune, bool> draws)
{
    /// <summary>The fonts that letters are looked for in; after these, all others of the machine.</summary>
    public const string Family = "Noto Sans CJK KR,Noto Sans KR,NanumGothic,sans";

    // Pictures hold short texts, yet anybody's: what is known does not grow without end.
    private const int MostKnown = 20_000;

    private readonly ConcurrentDictionary<Rune, bool> _known = [];

    private int _isSaid;

    /// <summary>The text as it can be drawn, in one line; null if it has a letter or a digit that cannot be.</summary>
    public string? Drawable(string? text)
    {
        var drawable = new StringBuilder();
        foreach (var rune in (text ?? "").Normalize().EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune))
            {
                drawable.Append(' ');
            }
            else if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse)
            {
                // Nothing to be seen.
            }
            else if (IsKnown(rune))
            {
                drawable.Append(rune);
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                SayOnce(rune);
                return null;
            }
        }

        return drawable.ToString();
    }

    private bool IsKnown(Rune rune)
    {
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(rune, draws);
    }

    private void SayOnce(Rune rune)
    {
        if (Interlocked.Exchange(ref _isSaid, 1) == 0)
        {
            Log.NoFont(log, $"U+{rune.Value:X4}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 651, Level = LogLevel.Warning,
            Message = "No font draws {Character}: pictures of journeys are made without such words. For Korean install fonts-noto-cjk")]
        public static partial void NoFont(ILogger logger, string character);
    }
}
