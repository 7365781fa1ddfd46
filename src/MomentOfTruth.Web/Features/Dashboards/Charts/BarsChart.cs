using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Counts as upright bars, each with its number above it and a link to what it counts.</summary>
public static class BarsChart
{
    public static IHtmlContent Draw(IReadOnlyList<BarMark> marks, string label)
    {
        var most = Math.Max(1, marks.Max(m => m.Count));
        var width = 100.0 / marks.Count;
        var svg = new XElement(
            "svg",
            new XAttribute("class", "plot bars"),
            new XAttribute("role", "group"),
            new XAttribute("aria-label", label),
            marks.Select((mark, i) => Words(mark, (double)mark.Count / most, Axis.Percent((i + 0.5) * width))),
            marks.Select((mark, i) => mark.Count == 0 ? null : Bar(mark, (double)mark.Count / most, i * width, width)));
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    // Below all bars, so that none of them covers what another one says.
    private static XElement Words(BarMark mark, double height, string middle) => new(
        "g",
        Text("x", middle, "100%", mark.Axis),
        mark.Count == 0
            ? null
            : Text("count", middle, Axis.Percent(100 * (1 - height)), mark.Count.ToString("N0", CultureInfo.CurrentCulture)));

    private static IEnumerable<XElement> Bar(BarMark mark, double height, double x, double width) => Axis.Mark(
        mark.Href,
        mark.Words,
        new XElement(
            "rect",
            new XAttribute("class", mark.IsMarked ? "marked" : "fill"),
            new XAttribute("x", Axis.Percent(x + (0.06 * width))),
            new XAttribute("y", Axis.Percent(100 * (1 - height))),
            new XAttribute("width", Axis.Percent(0.88 * width)),
            new XAttribute("height", Axis.Percent(100 * height))));

    // What the link says of its bar, and no more, is read out.
    private static XElement Text(string cssClass, string x, string y, string words)
    {
        var text = Axis.Text(cssClass, x, y, words);
        text.SetAttributeValue("aria-hidden", "true");
        return text;
    }
}

/// <summary>One bar.</summary>
/// <param name="Axis">The text below it.</param>
/// <param name="Words">All of it in words.</param>
/// <param name="Href">Where its journeys are.</param>
/// <param name="IsMarked">Whether it is one of those that the chart is about.</param>
public sealed record BarMark(long Count, string Axis, string Words, string Href, bool IsMarked);
