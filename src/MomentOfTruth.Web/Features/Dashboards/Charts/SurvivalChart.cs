using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A survival curve as steps: all journeys at the start, and a drop at each moment at which journeys collapsed. Below it the positions, and
/// below them how many were at risk.
/// </summary>
public static class SurvivalChart
{
    public static IHtmlContent Draw(IReadOnlyList<SurvivalMark> marks, string label)
    {
        // Half a moment more, so that the last step is seen.
        var width = marks.Count + 0.5;
        double X(double position) => 100 * position / width;
        var svg = new XElement(
            "svg",
            new XAttribute("class", "plot steps-plot"),
            new XAttribute("role", "group"),
            new XAttribute("aria-label", label),
            Axis.Grid(),
            new XElement("g", new XAttribute("class", "axis"), new XAttribute("aria-hidden", "true"), Axis.Scale(), Labels(marks, X)),
            new XElement(
                "svg",
                new XAttribute("viewBox", "0 0 100 100"),
                new XAttribute("preserveAspectRatio", "none"),
                new XAttribute("aria-hidden", "true"),
                marks.Where(m => m.Low is not null).Select(m => Band(m, X(m.Position), X(Math.Min(m.Position + 1, width)))),
                new XElement("polyline", new XAttribute("class", "line"), new XAttribute("points", Steps(marks, X)))),
            marks.Select(mark => Axis.Point(mark.Href, mark.Words, X(mark.Position), Axis.Y(mark.Survival))));
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Band(SurvivalMark mark, double left, double right) => new(
        "polygon",
        new XAttribute("class", "band"),
        new XAttribute("points", string.Join(' ',
            Axis.Pair(left, Axis.Y(mark.High!.Value)), Axis.Pair(right, Axis.Y(mark.High.Value)),
            Axis.Pair(right, Axis.Y(mark.Low!.Value)), Axis.Pair(left, Axis.Y(mark.Low.Value)))));

    private static string Steps(IReadOnlyList<SurvivalMark> marks, Func<double, double> x)
    {
        var points = new List<string> { Axis.Pair(0, 0) };
        var before = 1.0;
        foreach (var mark in marks)
        {
            points.Add(Axis.Pair(x(mark.Position), Axis.Y(before)));
            points.Add(Axis.Pair(x(mark.Position), Axis.Y(mark.Survival)));
            before = mark.Survival;
        }

        points.Add(Axis.Pair(100, Axis.Y(before)));
        return string.Join(' ', points);
    }

    private static IEnumerable<XElement> Labels(IReadOnlyList<SurvivalMark> marks, Func<double, double> x)
    {
        var every = Axis.Every(marks.Count, Axis.MostLabels);
        var everyOnPhone = Axis.Every((marks.Count + every - 1) / every, Axis.MostLabelsOnPhone);
        return marks.Where((_, i) => i % every == 0).SelectMany((mark, nth) => new[]
        {
            Axis.Text(
                nth % everyOnPhone == 0 ? "x" : "x minor",
                Axis.Percent(x(mark.Position)),
                "100%",
                mark.Position.ToString(CultureInfo.InvariantCulture)),
            Axis.Text(nth % everyOnPhone == 0 ? "x risk" : "x risk minor", Axis.Percent(x(mark.Position)), "100%", mark.AtRisk),
        });
    }
}

/// <summary>One position of the survival curve, ready to be drawn.</summary>
/// <param name="AtRisk">How many were at risk, as written below the drawing.</param>
/// <param name="Words">All of it in words.</param>
/// <param name="Href">Where its journeys are.</param>
public sealed record SurvivalMark(int Position, double Survival, double? Low, double? High, string AtRisk, string Words, string Href);
