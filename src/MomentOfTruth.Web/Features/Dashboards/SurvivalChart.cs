using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A survival curve as steps: everybody at the start, and a drop at each moment at which journeys collapsed. Below it the positions, and below them
/// how many were at risk.
/// </summary>
public static class SurvivalChart
{
    public static IHtmlContent Draw(IReadOnlyList<SurvivalMark> marks, string label)
    {
        ArgumentNullException.ThrowIfNull(marks);
        // Half a moment more, so that the last step is seen.
        var width = marks.Count + 0.5;
        double X(double position) => 100 * position / width;
        var svg = new XElement(
            "svg",
            new XAttribute("class", "plot steps-plot"),
            new XAttribute("role", "group"),
            new XAttribute("aria-label", label),
            Plot.Grid(),
            new XElement("g", new XAttribute("class", "axis"), new XAttribute("aria-hidden", "true"), Plot.Scale(), Labels(marks, X)),
            new XElement(
                "svg",
                new XAttribute("viewBox", "0 0 100 100"),
                new XAttribute("preserveAspectRatio", "none"),
                new XAttribute("aria-hidden", "true"),
                marks.Where(m => m.Low is not null).Select(m => Band(m, X(m.Position), X(Math.Min(m.Position + 1, width)))),
                new XElement("polyline", new XAttribute("class", "line"), new XAttribute("points", Steps(marks, X)))),
            marks.Select(mark => Plot.Point(mark.Href, mark.Words, X(mark.Position), Plot.Y(mark.Survival))));
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Band(SurvivalMark mark, double left, double right) => new(
        "polygon",
        new XAttribute("class", "band"),
        new XAttribute("points", string.Join(' ',
            Plot.Pair(left, Plot.Y(mark.High!.Value)), Plot.Pair(right, Plot.Y(mark.High.Value)),
            Plot.Pair(right, Plot.Y(mark.Low!.Value)), Plot.Pair(left, Plot.Y(mark.Low.Value)))));

    private static string Steps(IReadOnlyList<SurvivalMark> marks, Func<double, double> x)
    {
        var points = new List<string> { Plot.Pair(0, 0) };
        var before = 1.0;
        foreach (var mark in marks)
        {
            points.Add(Plot.Pair(x(mark.Position), Plot.Y(before)));
            points.Add(Plot.Pair(x(mark.Position), Plot.Y(mark.Survival)));
            before = mark.Survival;
        }

        points.Add(Plot.Pair(100, Plot.Y(before)));
        return string.Join(' ', points);
    }

    private static IEnumerable<XElement> Labels(IReadOnlyList<SurvivalMark> marks, Func<double, double> x)
    {
        var every = Plot.Every(marks.Count, Plot.MostLabels);
        var everyOnPhone = Plot.Every((marks.Count + every - 1) / every, Plot.MostLabelsOnPhone);
        return marks.Where((_, i) => i % every == 0).SelectMany((mark, nth) => new[]
        {
            Plot.Text(nth % everyOnPhone == 0 ? "x" : "x minor", Plot.Percent(x(mark.Position)), "100%", mark.Position.ToString(CultureInfo.InvariantCulture)),
            Plot.Text(nth % everyOnPhone == 0 ? "x risk" : "x risk minor", Plot.Percent(x(mark.Position)), "100%", mark.AtRisk),
        });
    }
}
