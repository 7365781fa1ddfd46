using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A number against the same number of the period before, in words. It is called better or worse only if the 95 % interval of the
/// difference leaves zero; else it is too close to call.
/// </summary>
/// <param name="CssClass"><c>better</c>, <c>worse</c>, or null where there is no better and no worse.</param>
public sealed record Comparison(string Words, string? CssClass)
{
    /// <summary>Two shares, in points; null if either has too few to say more than a count.</summary>
    public static Comparison? OfShares(Proportion now, Proportion? before, GoodWay good, int days, IStringLocalizer text) =>
        before is { } then ? Of("Compare.Points", new Difference(now, then), 100, "0.#", good, days, text) : null;

    /// <summary>Two means; null likewise.</summary>
    public static Comparison? OfMeans(SampleMean now, SampleMean? before, string format, GoodWay good, int days, IStringLocalizer text) =>
        before is { } then ? Of("Compare.Mean", new MeanDifference(now, then), 1, format, good, days, text) : null;

    /// <summary>Two counts, neither good nor bad; null if there were too few before, as when logging had only begun.</summary>
    public static Comparison? OfCounts(long now, long? before, int days, IStringLocalizer text)
    {
        if (before is not { } then || Proportion.VerdictOf(then) == SampleVerdict.CountsOnly)
        {
            return null;
        }

        var difference = now - then;
        return new Comparison(
            difference == 0
                ? text["Compare.Same", days]
                : text[$"Compare.Count.{(difference > 0 ? "Up" : "Down")}.{(Math.Abs(difference) == 1 ? "One" : "Other")}",
                    Math.Abs(difference).ToString("N0", CultureInfo.CurrentCulture), days],
            null);
    }

    private static Comparison? Of(
        string key, IDifference difference, double scale, string format, GoodWay good, int days, IStringLocalizer text)
    {
        if (!difference.MayBeShown || difference is not { Value: { } value, Low: { } low, High: { } high })
        {
            return null;
        }

        string Signed(double number) =>
            (scale * number).ToString($"+{format};\u2212{format};{format}", CultureInfo.CurrentCulture);
        if (!difference.IsCertain)
        {
            return new Comparison(text[key + ".Unclear", Signed(value), days, Signed(low), Signed(high)], null);
        }

        var size = (scale * Math.Abs(value)).ToString(format, CultureInfo.CurrentCulture);
        var isUp = value > 0;
        return new Comparison(
            text[$"{key}.{(isUp ? "Up" : "Down")}.{(size == "1" ? "One" : "Other")}", size, days, Signed(low), Signed(high)],
            good == GoodWay.Neither ? null : isUp == (good == GoodWay.Up) ? "better" : "worse");
    }
}

/// <summary>Which way a number should go.</summary>
public enum GoodWay
{
    Up,
    Down,
    Neither,
}
