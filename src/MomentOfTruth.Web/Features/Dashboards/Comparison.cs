using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A number against what it was, in words. It is called better or worse only if the 95 % interval of the
/// difference leaves zero; else it is too close to call.
/// </summary>
/// <param name="CssClass"><c>better</c>, <c>worse</c>, or null where there is no better and no worse.</param>
public sealed record Comparison(string Words, string? CssClass)
{
    /// <summary>Two shares, in points; null if either has too few to say more than a count.</summary>
    public static Comparison? OfShares(Proportion now, Proportion? before, GoodWay good, string? against, IStringLocalizer text) =>
        (before, against) is ({ } then, { } named) ? Of("Compare.Points", new Difference(now, then), 100, "0.#", good, named, text) : null;

    /// <summary>Two means; null likewise.</summary>
    public static Comparison? OfMeans(SampleMean now, SampleMean? before, string format, GoodWay good, string? against, IStringLocalizer text) =>
        (before, against) is ({ } then, { } named) ? Of("Compare.Mean", new MeanDifference(now, then), 1, format, good, named, text) : null;

    private static Comparison? Of(
        string key, IDifference difference, double scale, string format, GoodWay good, string against, IStringLocalizer text)
    {
        if (!difference.MayBeShown || difference is not { Value: { } value, Low: { } low, High: { } high })
        {
            return null;
        }

        string Signed(double number) =>
            (scale * number).ToString($"+{format};\u2212{format};{format}", CultureInfo.CurrentCulture);
        if (!difference.IsCertain)
        {
            return new Comparison(text[key + ".Unclear", Signed(value), against, Signed(low), Signed(high)], null);
        }

        var size = (scale * Math.Abs(value)).ToString(format, CultureInfo.CurrentCulture);
        var isUp = value > 0;
        return new Comparison(
            text[$"{key}.{(isUp ? "Up" : "Down")}.{(size == "1" ? "One" : "Other")}", size, against, Signed(low), Signed(high)],
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
