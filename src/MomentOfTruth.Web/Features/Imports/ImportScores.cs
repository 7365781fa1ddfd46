using System.Globalization;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Ratings on a foreign scale as scores from 0 to 10.</summary>
internal static class ImportScores
{
    /// <summary>Ratings and ends of scales beyond it are nobody's, and could not be computed exactly.</summary>
    public const decimal Limit = 1_000_000_000;

    /// <summary>The score; none for a 0 that means missing; or why the rating is none.</summary>
    public static (Score? Score, string? Problem) Read(string text, ImportScale scale)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value))
        {
            return (null, $"\"{scale.Column}\" is no number");
        }

        var (low, high) = (scale.Low!.Value, scale.High!.Value);
        if (value == 0 && low > 0 && scale.Zero != ImportScale.ZeroError)
        {
            return scale.Zero == ImportScale.ZeroLowest ? (new Score(Score.MinTenths), null) : (null, null);
        }

        return value < low || value > high ? (null, $"\"{scale.Column}\" is off its scale") : (new Score(TenthsOf(value, low, high)), null);
    }

    // Only the scale's lowest is a zero: a bad rating that merely rounds to one must not end the journey.
    private static int TenthsOf(decimal value, decimal low, decimal high)
    {
        var tenths = (int)Math.Round(Score.MaxTenths * (value - low) / (high - low), MidpointRounding.AwayFromZero);
        return value > low ? Math.Max(tenths, Score.MinTenths + 1) : Score.MinTenths;
    }
}
