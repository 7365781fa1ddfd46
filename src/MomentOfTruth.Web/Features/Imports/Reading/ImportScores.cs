using System.Globalization;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Converts ratings on a foreign scale, and words that stand for them, to scores from 0 to 10.</summary>
internal static partial class ImportScores
{
    /// <summary>The largest rating and end of a scale. Larger ones do not occur and could not be computed exactly.</summary>
    public const decimal Limit = 1_000_000_000;

    /// <summary>The ends of the scale: of words alone, those of scores.</summary>
    public static (decimal Low, decimal High) EndsOf(ImportScale scale) => (scale.Low ?? 0, scale.High ?? 10);

    /// <summary>Returns the score, or why the rating is not valid; neither for a word or a 0 that means missing.</summary>
    public static (Score? Score, Refusal? Problem) Read(string text, ImportScale scale)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var (low, high) = EndsOf(scale);
        if (scale.Map is { } map && WordOf(map, text) is { } word)
        {
            return map[word] is { } meant ? (new Score(TenthsOf(meant, low, high)), null) : (null, null);
        }

        // Words without a scale: a number would be a guess.
        var number = DecimalComma().IsMatch(text) ? text.Replace(',', '.') : text;
        if (scale is { Map: not null, Low: null } || !decimal.TryParse(number, Plain, CultureInfo.InvariantCulture, out var value))
        {
            var what = scale.Map is null ? "is no number" : "is not in the mapping";
            return (null, new Refusal($"\"{scale.Column}\" {what}", text, Allowed(scale)));
        }

        if (value == 0 && low > 0 && scale.Zero != ImportScale.ZeroError)
        {
            return scale.Zero == ImportScale.ZeroLowest ? (new Score(Score.MinTenths), null) : (null, null);
        }

        return value < low || value > high
            ? (null, new Refusal($"\"{scale.Column}\" is off its scale", text, Allowed(scale)))
            : (new Score(TenthsOf(value, low, high)), null);
    }

    // "7,5" is no other number than 7.5. "1,000" may be two.
    [GeneratedRegex("^-?[0-9]+,[0-9]{1,2}$")]
    private static partial Regex DecimalComma();

    private static string Allowed(ImportScale scale)
    {
        var words = scale.Map is null ? null : Refusal.OneOf(scale.Map.Keys);
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{scale.Low} to {scale.High}");
        return (words, scale.Low) switch
        {
            (null, _) => numbers,
            (_, null) => words,
            _ => $"{numbers}, {words}",
        };
    }

    private static string? WordOf(IReadOnlyDictionary<string, decimal?> map, string text)
    {
        var key = Naming.KeyOf(text);
        return map.Keys.FirstOrDefault(word => Naming.KeyOf(word) == key);
    }

    // Only the scale's lowest is a zero: a bad rating that merely rounds to one must not end the journey.
    private static int TenthsOf(decimal value, decimal low, decimal high)
    {
        var tenths = (int)Math.Round(Score.MaxTenths * (value - low) / (high - low), MidpointRounding.AwayFromZero);
        return value > low ? Math.Max(tenths, Score.MinTenths + 1) : Score.MinTenths;
    }
}
