using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A trend as a drawing: shares from 0 to 100 %, always the whole scale, with the interval around them and the period before as a dashed line.
/// Positions are in percent, so that the text keeps its size; where there is too little data the line has a gap.
/// </summary>
public static class TrendChart
{
    private const int MostLabels = 12, MostLabelsOnPhone = 4;

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
            Grid(),
            Axes(marks, scale ?? (share => Invariant($"{100 * share:0} %"))),
            Flags(flags ?? [], marks.Count),
            new XElement(
                "svg",
                new XAttribute("viewBox", "0 0 100 100"),
                new XAttribute("preserveAspectRatio", "none"),
                new XAttribute("aria-hidden", "true"),
                Bands(marks),
                Lines(before, "line previous"),
                Lines([.. marks.Select(m => m.Share)], "line")),
            marks.Select((mark, i) => mark.Share is { } share ? Point(mark, X(i, marks.Count), Y(share)) : null));

        // XElement escapes whatever the names hold.
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Grid() => new(
        "g",
        new XAttribute("class", "grid"),
        new XAttribute("aria-hidden", "true"),
        Enumerable.Range(0, 5).Select(quarter => new XElement(
            "line",
            new XAttribute("x1", "0"),
            new XAttribute("x2", "100%"),
            new XAttribute("y1", Percent(25 * quarter)),
            new XAttribute("y2", Percent(25 * quarter)))));

    // A flag stands between the points of the buckets before and in which it falls; the page names it in words.
    private static IEnumerable<XElement> Flags(IReadOnlyList<TrendFlag> flags, int count) => flags.Select(flag => new XElement(
        "g",
        new XAttribute("class", "flag"),
        new XElement("title", flag.Words),
        new XElement(
            "line",
            new XAttribute("x1", Percent(At(flag.Position, count))),
            new XAttribute("x2", Percent(At(flag.Position, count))),
            new XAttribute("y1", "0%"),
            new XAttribute("y2", "100%")),
        new XElement("text", new XAttribute("x", Percent(At(flag.Position, count))), new XAttribute("y", "-6"), flag.Label)));

    private static XElement Axes(IReadOnlyList<TrendMark> marks, Func<double, string> scale) => new(
        "g",
        new XAttribute("class", "axis"),
        new XAttribute("aria-hidden", "true"),
        Enumerable.Range(0, 5).Select(quarter => new XElement(
            "text",
            new XAttribute("class", "y"),
            new XAttribute("x", "-8"),
            new XAttribute("y", Percent(100 - (25 * quarter))),
            scale(quarter / 4.0))),
        marks.Select((mark, i) => (mark, i)).Where(m => m.i % Every(marks.Count, MostLabels) == 0).Select((m, nth) => new XElement(
            "text",
            new XAttribute("class", nth % Every(marks.Count, MostLabelsOnPhone, MostLabels) == 0 ? "x" : "x minor"),
            new XAttribute("x", Percent(X(m.i, marks.Count))),
            new XAttribute("y", "100%"),
            m.mark.Axis)));

    private static IEnumerable<XElement> Bands(IReadOnlyList<TrendMark> marks) =>
        Runs(marks.Count, i => marks[i].Share is not null).Select(run => new XElement(
            "polygon",
            new XAttribute("class", "band"),
            new XAttribute("points", string.Join(' ', run
                .Select(i => Pair(X(i, marks.Count), Y(marks[i].High!.Value)))
                .Concat(run.Reverse().Select(i => Pair(X(i, marks.Count), Y(marks[i].Low!.Value))))))));

    private static IEnumerable<XElement> Lines(IReadOnlyList<double?> shares, string cssClass) =>
        Runs(shares.Count, i => shares[i] is not null).Select(run => new XElement(
            "polyline",
            new XAttribute("class", cssClass),
            new XAttribute("points", string.Join(' ', run.Select(i => Pair(X(i, shares.Count), Y(shares[i]!.Value)))))));

    private static XElement Point(TrendMark mark, double x, double y) => new(
        "a",
        new XAttribute("href", mark.Href),
        new XAttribute("aria-label", mark.Words),
        new XElement("title", mark.Words),
        new XElement("circle", new XAttribute("class", "hit"), new XAttribute("cx", Percent(x)), new XAttribute("cy", Percent(y)), new XAttribute("r", "12")),
        new XElement("circle", new XAttribute("class", "point"), new XAttribute("cx", Percent(x)), new XAttribute("cy", Percent(y)), new XAttribute("r", "5")));

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

    private static int Every(int marks, int most, int among = int.MaxValue) => (Math.Min(marks, among) + most - 1) / most;

    private static double At(double position, int count) => count == 1 ? 50 : 100 * Math.Clamp(position, 0, count - 1) / (count - 1);

    private static double X(int index, int count) => count == 1 ? 50 : 100.0 * index / (count - 1);

    private static double Y(double share) => 100 * (1 - share);

    private static string Percent(double value) => Invariant($"{value:0.##}%");

    private static string Pair(double x, double y) => Invariant($"{x:0.##},{y:0.##}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
