using System.Xml.Linq;
using Microsoft.AspNetCore.Html;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// Where a company is among others: a line over all of them, a box over the middle half, a stroke at the median, a point for its own value.
/// </summary>
public static class QuartilesChart
{
    /// <param name="own">0 to 1, like the spread divided by <paramref name="scale"/>.</param>
    /// <param name="scale">The largest value there can be.</param>
    /// <param name="words">All of it in words.</param>
    public static IHtmlContent Draw(Quartiles spread, double own, double scale, string words)
    {
        string At(double value) => Axis.Percent(100 * value / scale);
        var svg = new XElement(
            "svg",
            new XAttribute("class", "strip"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", words),
            Line("whole", "0%", "100%", "50%", "50%"),
            Line("range", At(spread.Lowest), At(spread.Highest), "50%", "50%"),
            new XElement(
                "rect",
                new XAttribute("class", "box"),
                new XAttribute("x", At(spread.LowerQuartile)),
                new XAttribute("width", At(spread.UpperQuartile - spread.LowerQuartile)),
                new XAttribute("y", "25%"),
                new XAttribute("height", "50%")),
            Line("median", At(spread.Median), At(spread.Median), "20%", "80%"),
            Axis.Circle("own", 100 * own / scale, 50, 7));
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Line(string cssClass, string x1, string x2, string y1, string y2) => new(
        "line",
        new XAttribute("class", cssClass),
        new XAttribute("x1", x1),
        new XAttribute("x2", x2),
        new XAttribute("y1", y1),
        new XAttribute("y2", y2));
}
