using System.Globalization;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A number against the same number of the period before, in words.</summary>
/// <param name="CssClass"><c>better</c>, <c>worse</c>, or null where there is no better and no worse.</param>
public sealed record Comparison(string Words, string? CssClass)
{
    /// <summary>Two shares, in points; null if either has too few journeys to say more than a count.</summary>
    public static Comparison? OfShares(Proportion now, Proportion? before, int days, IStringLocalizer text) =>
        before is { } then && BothRanked(now.N, then.N)
            ? Of("Compare.Points", 100 * (now.Rate!.Value - then.Rate!.Value), "0.#", days, isGood: true, text)
            : null;

    /// <summary>Two means of n and m journeys; null if either is of too few.</summary>
    public static Comparison? OfMeans(
        double? now, long n, double? before, long m, string format, bool isGood, int days, IStringLocalizer text) =>
        now is { } mean && before is { } then && BothRanked(n, m) ? Of("Compare.Mean", mean - then, format, days, isGood, text) : null;

    /// <summary>Two counts, neither good nor bad; null if there were too few before, as when logging had only begun.</summary>
    public static Comparison? OfCounts(long now, long? before, int days, IStringLocalizer text) =>
        before is { } then && Proportion.VerdictOf(then) != SampleVerdict.CountsOnly
            ? Of("Compare.Count", now - then, "N0", days, isGood: false, text)
            : null;

    private static bool BothRanked(long n, long m) =>
        Proportion.VerdictOf(n) == SampleVerdict.Ranked && Proportion.VerdictOf(m) == SampleVerdict.Ranked;

    private static Comparison Of(string key, double difference, string format, int days, bool isGood, IStringLocalizer text)
    {
        var size = Math.Abs(difference).ToString(format, CultureInfo.CurrentCulture);
        if (size == 0.0.ToString(format, CultureInfo.CurrentCulture))
        {
            return new Comparison(text["Compare.Same", days], null);
        }

        var direction = difference > 0 ? "Up" : "Down";
        var number = size == "1" ? "One" : "Other";
        return new Comparison(text[$"{key}.{direction}.{number}", size, days], !isGood ? null : difference > 0 ? "better" : "worse");
    }
}
