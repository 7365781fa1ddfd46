using System.Globalization;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// How days, scores and shares are written on pages, in the page's language. Files and JSON are invariant and do not use it.
/// </summary>
public static class Display
{
    public const string Nothing = "–";

    public static string Day(DateOnly day) => day.ToString(SiteCulture.IsKorean ? "yyyy년 M월 d일" : "d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A day whose year stands before it already.</summary>
    public static string DayInYear(DateOnly day) => day.ToString(SiteCulture.IsKorean ? "M월 d일" : "d MMM", CultureInfo.CurrentCulture);

    public static string Month(DateOnly day) => day.ToString(SiteCulture.IsKorean ? "yyyy년 M월" : "MMM yyyy", CultureInfo.CurrentCulture);

    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An instant, to the minute, as the clocks of UTC show it.</summary>
    public static string Instant(DateTime utc) => $"{Day(DateOnly.FromDateTime(utc))} {Time(TimeOnly.FromDateTime(utc))} UTC";

    /// <summary>0 to 100, with one decimal unless whole. Only 0 is shown as 0. The script live-score.js writes the same.</summary>
    public static string JourneyScore(double product) => product switch
    {
        0 => "0",
        < 0.0005 => "<0.1",
        _ => Unless(product == 1, 100 * product, 100, "0.#"),
    };

    /// <summary>
    /// What is left of a promise, 0 to 100, where one step after the other is read: as the journey score, yet below 0.1 with two decimals,
    /// so that what a moment leaves is not what the one before it left.
    /// </summary>
    public static string Left(double product) => product switch
    {
        > 0 and < 0.00005 => "<0.01",
        >= 0.00005 and < 0.00095 => (100 * product).ToString("0.##", CultureInfo.CurrentCulture),
        _ => JourneyScore(product),
    };

    /// <summary>0 to 10, two decimals.</summary>
    public static string Mean(double score) => Within(score, 10, "0.00");

    /// <summary>0 to 10, one decimal, for places with little room.</summary>
    public static string OneDecimal(double score) => Within(score, 10, "0.0");

    public static string Percent(double share) => PercentNumber(share) + " %";

    /// <summary>A share in per cent, without the sign: one decimal unless whole.</summary>
    public static string PercentNumber(double share) => Within(100 * share, 100, "0.#");

    public static string Count(long n) => n.ToString("N0", CultureInfo.CurrentCulture);

    // A number that is not quite 0, or not quite the most there can be, is never shown as if it were: the exception is what matters.
    private static string Within(double value, double most, string format)
    {
        var step = format == "0.00" ? 0.01 : 0.1;
        return value > 0 && value < step / 2
            ? "<" + step.ToString(format, CultureInfo.CurrentCulture)
            : Unless(value >= most, value, most, format);
    }

    private static string Unless(bool isMost, double value, double most, string format)
    {
        var step = format == "0.00" ? 0.01 : 0.1;
        var shown = value.ToString(format, CultureInfo.CurrentCulture);
        return !isMost && shown == most.ToString(format, CultureInfo.CurrentCulture)
            ? ">" + (most - step).ToString(format, CultureInfo.CurrentCulture)
            : shown;
    }

    /// <summary>The score's colour class, s0 to s4.</summary>
    public static string ColourOf(Score score) => score.Tenths switch
    {
        0 => "s0",
        <= 30 => "s1",
        <= 60 => "s2",
        <= 80 => "s3",
        _ => "s4",
    };

    /// <summary>The colour class of a mean score or of 10 times a share, 0 to 10.</summary>
    public static string ColourOf(double score) => ColourOf(new Score((int)Math.Ceiling(Math.Clamp(score, 0, 10) * 10)));
}

/// <summary>A number as pages send it, such as a version: only digits.</summary>
public static class WholeNumber
{
    /// <summary>Returns null if the text is not such a number.</summary>
    public static int? Of(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
