using System.Xml.Linq;
using Microsoft.AspNetCore.Html;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// A trend as a drawing: shares from 0 to 100 %, always the whole scale, with the interval around them and the period before as a dashed
/// line. Positions are in percent, so that the text keeps its size; where there is too little data the line has a gap.
/// </summary>
public static class TrendChart
{
    public static IHtmlContent Draw(
        IReadOnlyList<TrendMark> marks,
        IReadOnlyList<double?> before,
        string label,
        IReadOnlyList<TrendFlag>? flags = null,
        Func<double, string>? scale = null)
    {
        var svg = new XElement(
            "svg",
            new XAttribute("class", "plot"),
            new XAttribute("role", "group"),
            new XAttribute("aria-label", label),
            Axis.Grid(),
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
            marks.Select((mark, i) =>
                mark.Share is { } share ? Axis.Point(mark.Href, mark.Words, X(i, marks.Count), Axis.Y(share), mark.IsPartial) : null));

        // XElement escapes whatever the names hold.
        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }

    // A flag stands between the points of its bucket and of the bucket before; the page names it in words.
    private static IEnumerable<XElement> Flags(IReadOnlyList<TrendFlag> flags, int count) => flags.Select(flag => new XElement(
        "g",
        new XAttribute("class", "flag"),
        new XElement("title", flag.Words),
        new XElement(
            "line",
            new XAttribute("x1", Axis.Percent(At(flag.Position, count))),
            new XAttribute("x2", Axis.Percent(At(flag.Position, count))),
            new XAttribute("y1", "0%"),
            new XAttribute("y2", "100%")),
        new XElement("text", new XAttribute("x", Axis.Percent(At(flag.Position, count))), new XAttribute("y", "-6"), flag.Label)));

    private static XElement Axes(IReadOnlyList<TrendMark> marks, Func<double, string>? scale)
    {
        var every = Axis.Every(marks.Count, Axis.MostLabels);
        var everyOnPhone = Axis.Every(Math.Min(marks.Count, Axis.MostLabels), Axis.MostLabelsOnPhone);
        return new XElement(
            "g",
            new XAttribute("class", "axis"),
            new XAttribute("aria-hidden", "true"),
            Axis.Scale(scale),
            marks.Select((mark, i) => (mark, i)).Where(m => m.i % every == 0).Select((m, nth) =>
                Axis.Text(nth % everyOnPhone == 0 ? "x" : "x minor", Axis.Percent(X(m.i, marks.Count)), "100%", m.mark.Axis)));
    }

    private static IEnumerable<XElement> Bands(IReadOnlyList<TrendMark> marks) =>
        Runs(marks.Count, i => marks[i].Share is not null).Select(run => new XElement(
            "polygon",
            new XAttribute("class", "band"),
            new XAttribute("points", string.Join(' ', run
                .Select(i => Axis.Pair(X(i, marks.Count), Axis.Y(marks[i].High!.Value)))
                .Concat(run.Reverse().Select(i => Axis.Pair(X(i, marks.Count), Axis.Y(marks[i].Low!.Value))))))));

    private static IEnumerable<XElement> Lines(IReadOnlyList<double?> shares, string cssClass) =>
        Runs(shares.Count, i => shares[i] is not null).Select(run => new XElement(
            "polyline",
            new XAttribute("class", cssClass),
            new XAttribute("points", string.Join(' ', run.Select(i => Axis.Pair(X(i, shares.Count), Axis.Y(shares[i]!.Value)))))));

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

/// <summary>A day on which something was changed, as a vertical line in a trend.</summary>
/// <param name="Position">Where along the points, the first being 0; between two of them for a day at the border of their buckets.</param>
/// <param name="Label">The short text above the line.</param>
/// <param name="Words">All of it in words.</param>
public sealed record TrendFlag(double Position, string Label, string Words)
{
    /// <summary>Where the changes of these points' days stand, numbered from 1; those of other days nowhere.</summary>
    public static IEnumerable<(double Place, int Number)> PlacesOf(IEnumerable<Marker> markers, IReadOnlyList<TrendBucket> buckets) =>
        from marker in markers.Index()
        from point in buckets.Index()
        let day = marker.Item.On
        let bucket = point.Item
        where day >= bucket.From && day <= bucket.To

        // A point stands for its whole bucket, so the bucket reaches half a step to either side of it.
        select (point.Index - 0.5 + ((double)(day.DayNumber - bucket.From.DayNumber) / (bucket.To.DayNumber - bucket.From.DayNumber + 1)),
            marker.Index + 1);
}

/// <summary>One point of a trend line.</summary>
/// <param name="Share">0 to 1; null where there is too little to draw a rate.</param>
/// <param name="Low">Lower end of the interval, 0 to 1.</param>
/// <param name="High">Upper end of the interval, 0 to 1.</param>
/// <param name="Axis">The text below it.</param>
/// <param name="Words">All of it in words, for people who do not see the chart.</param>
/// <param name="Href">Where its journeys are.</param>
public sealed record TrendMark(double? Share, double? Low, double? High, string Axis, string Words, string Href)
{
    /// <summary>Whether it is only a part of its week, month, quarter or year: its point is a square.</summary>
    public bool IsPartial { get; init; }
}
