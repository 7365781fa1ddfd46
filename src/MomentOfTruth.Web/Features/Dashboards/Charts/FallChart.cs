using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One bar of a waterfall, from where the bars before it end. Hidden from screen readers: its value stands beside it.</summary>
public static class FallChart
{
    /// <param name="from">Where it begins, 0 to 1 of the width, like the other.</param>
    /// <param name="to">Where it ends; before <paramref name="from"/> where it takes something.</param>
    /// <param name="cssClass"><c>better</c>, <c>worse</c>, <c>pale</c> or <c>whole</c>.</param>
    public static IHtmlContent Draw(double from, double to, string cssClass)
    {
        var (left, width) = (100 * Math.Min(from, to), 100 * Math.Abs(to - from));
        return new HtmlString(new XElement(
            "svg",
            new XAttribute("class", "fall"),
            new XAttribute("aria-hidden", "true"),
            new XElement("line", new XAttribute("x1", "0"), new XAttribute("x2", "100%"), new XAttribute("y1", "50%"), new XAttribute("y2", "50%")),
            new XElement(
                "rect",
                new XAttribute("class", cssClass),
                new XAttribute("x", Axis.Percent(left)),
                new XAttribute("width", Axis.Percent(width)))).ToString(SaveOptions.DisableFormatting));
    }
}
