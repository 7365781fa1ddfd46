using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
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

    /// <summary>The name of a week or month of a trend that begins on that day.</summary>
    public static string BucketName(DateOnly from, bool isWeekly, IStringLocalizer text)
    {
        return isWeekly ? text["Trend.Week", Display.Day(from)] : Display.Month(from);
    }

    /// <summary>The short name of a week or month, for the axis of a chart.</summary>
    public static string BucketAxis(DateOnly from, bool isWeekly, IStringLocalizer text)
    {
        return from.ToString(text[isWeekly ? "Trend.WeekAxis" : "Trend.MonthAxis"].Value, CultureInfo.CurrentCulture);
    }

    /// <summary>The length of a bar.</summary>
    public static string Width(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + "%";

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

    /// <summary>A bar. It is hidden from screen readers, as its value is beside it as text.</summary>
    public static IHtmlContent Bar(double share, string cssClass = "fill") => new HtmlString(
        $"""<svg class="bar" aria-hidden="true"><rect class="{cssClass}" width="{Width(share)}"></rect></svg>""");

    /// <summary>A difference of shares in points, with its sign.</summary>
    public static string Points(double difference) => (100 * difference).ToString("+0.#;−0.#;0", CultureInfo.CurrentCulture);
}
