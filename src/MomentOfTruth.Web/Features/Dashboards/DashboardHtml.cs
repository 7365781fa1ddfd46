using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Pieces of markup that several parts of the dashboard are made of.</summary>
public static class DashboardHtml
{
    /// <summary>The rate, where the sample allows one.</summary>
    public static string Rate(Proportion share) =>
        share.Verdict == SampleVerdict.CountsOnly ? Display.Nothing : Display.Percent(share.Rate!.Value);

    /// <summary>What may be said of a share of n: its count if n is small, otherwise also its interval.</summary>
    public static string Words(Proportion share, IStringLocalizer text)
    {
        return share.Verdict == SampleVerdict.CountsOnly
            ? text["Board.CountsOnly", Display.Count(share.Count), Display.Count(share.N)]
            : text["Board.Interval", Display.Count(share.N), Display.Percent(share.Low!.Value), Display.Percent(share.High!.Value)];
    }

    /// <summary>The interval of a share, where the sample allows one.</summary>
    public static string Interval(Proportion share, IStringLocalizer text) => share.Verdict == SampleVerdict.CountsOnly
        ? text["Board.CountsOnlyShort"]
        : text["Board.Range", Display.Percent(share.Low!.Value), Display.Percent(share.High!.Value)];

    /// <summary>A difference of shares with its interval: above zero, below zero, or perhaps none.</summary>
    public static string Verdict(
        (string More, string Fewer, string None) keys, double value, double low, double high, IStringLocalizer text) =>
        text[low > 0 ? keys.More : high < 0 ? keys.Fewer : keys.None, Points(value), Points(low), Points(high)];

    /// <summary>The name of a stretch of a trend, with what is missing of it.</summary>
    public static string BucketName(TrendBucket bucket, IStringLocalizer text)
    {
        var name = NameOf(bucket, text);
        return bucket.IsCut ? text["Trend.Part", name, Display.Day(bucket.From), Display.Day(bucket.To)]
            : bucket.IsUnfinished ? text["Trend.SoFar", name]
            : name;
    }

    /// <summary>The short name of a stretch of a trend, for the axis of a chart.</summary>
    public static string BucketAxis(TrendBucket bucket, IStringLocalizer text) => bucket.Size.Unit switch
    {
        BucketUnit.Week => bucket.From.ToString(text["Trend.WeekAxis"].Value, CultureInfo.CurrentCulture),
        BucketUnit.Month => bucket.Start.ToString(text["Trend.MonthAxis"].Value, CultureInfo.CurrentCulture),
        BucketUnit.Quarter => text["Trend.QuarterAxis", bucket.Start.ToString("yy", CultureInfo.InvariantCulture), bucket.Quarter],
        BucketUnit.Year => bucket.Start.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => text["Trend.YearsAxis", bucket.Start.Year, bucket.LastYear],
    };

    /// <summary>The points of a trend that are of a part only, in words; null if there are none.</summary>
    public static string? Parts(IEnumerable<TrendBucket> drawn, IStringLocalizer text)
    {
        var parts = drawn.Where(bucket => bucket.IsPartial).Select(bucket => BucketName(bucket, text)).ToList();
        return parts.Count == 0 ? null : text["Trend.Parts", string.Join(", ", parts)].Value;
    }

    private static string NameOf(TrendBucket bucket, IStringLocalizer text) => bucket.Size.Unit switch
    {
        BucketUnit.Week => text["Trend.Week", Display.Day(bucket.Start)],
        BucketUnit.Month => Display.Month(bucket.Start),
        BucketUnit.Quarter => text["Trend.Quarter", bucket.Start.Year, bucket.Quarter],
        BucketUnit.Year => text["Trend.Year", bucket.Start.Year],
        _ => text["Trend.Years", bucket.Start.Year, bucket.LastYear],
    };

    /// <summary>The length of a bar.</summary>
    public static string Width(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>
    /// The colour of a cell, by its share of zeros: a mean would hide them. None without zeros, and none of fewer than five moments.
    /// </summary>
    public static string Shade(HeatCell cell) => cell.Zeros == 0 || cell.Verdict == SampleVerdict.CountsOnly
        ? "none"
        : ((double)cell.Zeros / cell.N) switch
        {
            <= 0.08 => "s2",
            <= 0.2 => "s1",
            _ => "s0",
        };

    /// <summary>"Low base", or nothing.</summary>
    public static IHtmlContent Tag(SampleVerdict verdict, IStringLocalizer text)
    {
        if (verdict != SampleVerdict.LowBase)
        {
            return HtmlString.Empty;
        }

        var tag = new TagBuilder("span");
        tag.AddCssClass("tag");
        tag.InnerHtml.Append(text["Board.LowBase"]);
        return tag;
    }

    /// <summary>A text of the site with links in it. The parts are escaped unless they are markup.</summary>
    public static IHtmlContent Sentence(this IStringLocalizer text, string key, params object?[] parts)
    {
        return new HtmlFormattableString(CultureInfo.CurrentCulture, text[key].Value, parts);
    }

    /// <summary>
    /// A count that leads to what it counts. Two touchpoints of the same name are counted together; no one list has their journeys.
    /// </summary>
    public static IHtmlContent Linked(long count, string? href) => Linked(Display.Count(count), count == 0 ? null : href);

    /// <summary>Words that lead to the journeys they speak of, where there is a list of them.</summary>
    public static IHtmlContent Linked(string words, string? href)
    {
        var link = new TagBuilder(href is null ? "span" : "a");
        if (href is not null)
        {
            link.MergeAttribute("href", href);
        }

        link.InnerHtml.Append(IsolatingTextFactory.Isolated(words));
        return link;
    }

    /// <summary>How a number compares with the period before.</summary>
    public static IHtmlContent Compared(Comparison? comparison)
    {
        if (comparison is null)
        {
            return HtmlString.Empty;
        }

        var words = new TagBuilder("dd");
        words.AddCssClass($"compare {comparison.CssClass}".TrimEnd());
        words.InnerHtml.Append(comparison.Words);
        return words;
    }

    /// <summary>
    /// The values of a drawing before it, in words: shown while that is pointed at, has the focus or is touched. Its label says the same
    /// aloud.
    /// </summary>
    public static IHtmlContent Tip(string words)
    {
        var tip = new TagBuilder("span");
        tip.AddCssClass("tip");
        tip.MergeAttribute("aria-hidden", "true");
        tip.InnerHtml.Append(words);
        return tip;
    }

    /// <summary>A bar. It is hidden from screen readers, as its value is beside it as text.</summary>
    public static IHtmlContent Bar(double share, string cssClass = "fill") => new HtmlString(
        $"""<svg class="bar" aria-hidden="true"><rect class="{cssClass}" width="{Width(share)}"></rect></svg>""");

    /// <summary>A difference of shares in points, with its sign.</summary>
    public static string Points(double difference) => (100 * difference).ToString("+0.#;−0.#;0", CultureInfo.CurrentCulture);
}
