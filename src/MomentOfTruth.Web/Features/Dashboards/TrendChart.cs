using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A trend as a drawing: shares from 0 to 100 %, always the whole scale, with the interval around them and the period before as a dashed line.
/// Positions are in percent, so that the text keeps its size; where there is too little data the line has a gap.
/// </summary>
public static class TrendChart
{
    public static IHtmlContent Draw(
        IReadOnlyList<TrendMark> marks, IReadOnlyList<double?> before, string label, IReadOnlyList<TrendFlag>? flags = null, Func<double, string>? scale = null)
    {
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(before);
        var svg = new XElement(
            "svg",
            new XAttribute("class", "plot"),
            new XAttribute("role", "group"),
            new XAttribute("aria-label", label),
            Plot.Grid(),
            Axes(marks, scale),
            Flags(flags ?? [], marks.Count),
            new XElement(
                "svg",
                new XAttribute("viewBox", "0 0 100 100"),
                new XAttribute("preserveAspectRatio", "none"),
                new XAttribute("aria-hidden", "true"),
                Bands(marks),
                Lines(before, "line previous"),
                Lines([.. marks.Select(m => m.Share)], "line")),
            marks.Select((mark, i) => mark.Share is { } share ? Plot.Point(mark.Href, mark.Words, X(i, marks.Count), Plot.Y(share)) : null));

        // XElement escapes whatever the names hold.
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    // A flag stands between the points of the buckets before and in which it falls; the page names it in words.
    private static IEnumerable<XElement> Flags(IReadOnlyList<TrendFlag> flags, int count) => flags.Select(flag => new XElement(
        "g",
        new XAttribute("class", "flag"),
        new XElement("title", flag.Words),
        new XElement(
            "line",
            new XAttribute("x1", Plot.Percent(At(flag.Position, count))),
            new XAttribute("x2", Plot.Percent(At(flag.Position, count))),
            new XAttribute("y1", "0%"),
            new XAttribute("y2", "100%")),
        new XElement("text", new XAttribute("x", Plot.Percent(At(flag.Position, count))), new XAttribute("y", "-6"), flag.Label)));

    private static XElement Axes(IReadOnlyList<TrendMark> marks, Func<double, string>? scale)
    {
        var every = Plot.Every(marks.Count, Plot.MostLabels);
        var everyOnPhone = Plot.Every(Math.Min(marks.Count, Plot.MostLabels), Plot.MostLabelsOnPhone);
        return new XElement(
            "g",
            new XAttribute("class", "axis"),
            new XAttribute("aria-hidden", "true"),
            Plot.Scale(scale),
            marks.Select((mark, i) => (mark, i)).Where(m => m.i % every == 0).Select((m, nth) =>
                Plot.Text(nth % everyOnPhone == 0 ? "x" : "x minor", Plot.Percent(X(m.i, marks.Count)), "100%", m.mark.Axis)));
    }

    private static IEnumerable<XElement> Bands(IReadOnlyList<TrendMark> marks) =>
        Runs(marks.Count, i => marks[i].Share is not null).Select(run => new XElement(
            "polygon",
            new XAttribute("class", "band"),
            new XAttribute("points", string.Join(' ', run
                .Select(i => Plot.Pair(X(i, marks.Count), Plot.Y(marks[i].High!.Value)))
                .Concat(run.Reverse().Select(i => Plot.Pair(X(i, marks.Count), Plot.Y(marks[i].Low!.Value))))))));

    private static IEnumerable<XElement> Lines(IReadOnlyList<double?> shares, string cssClass) =>
        Runs(shares.Count, i => shares[i] is not null).Select(run => new XElement(
            "polyline",
            new XAttribute("class", cssClass),
            new XAttribute("points", string.Join(' ', run.Select(i => Plot.Pair(X(i, shares.Count), Plot.Y(shares[i]!.Value)))))));

    // The stretches without a gap.
    private static IEnumerable<int[]> Runs(int count, Func<int, bool> has)
    {
        for (var start = 0; start < count; start++)
        {
            var length = Enumerable.Range(start, count - start).TakeWhile(has).Count();
            if (length > 0)
            {
                yield return [.. Enumerable.Range(start, length)];
                start += length;
            }
        }
    }

    private static double At(double position, int count) => count == 1 ? 50 : 100 * Math.Clamp(position, 0, count - 1) / (count - 1);

    private static double X(int index, int count) => count == 1 ? 50 : 100.0 * index / (count - 1);
}
