using System.Globalization;
using System.Xml.Linq;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// The common parts of charts of shares: a scale that is always 0 to 100 %, and positions in percent, so that text keeps its size.
/// </summary>
internal static class Axis
{
    /// <summary>How many labels there is room for below a drawing.</summary>
    public const int MostLabels = 12, MostLabelsOnPhone = 4;

    public static XElement Grid() => new(
        "g",
        new XAttribute("class", "grid"),
        new XAttribute("aria-hidden", "true"),
        Enumerable.Range(0, 5).Select(quarter => new XElement(
            "line",
            new XAttribute("x1", "0"),
            new XAttribute("x2", "100%"),
            new XAttribute("y1", Percent(25 * quarter)),
            new XAttribute("y2", Percent(25 * quarter)))));

    /// <summary>The labels at the lines of the grid.</summary>
    /// <param name="words">Of a share, 0 to 1; without it, percent.</param>
    public static IEnumerable<XElement> Scale(Func<double, string>? words = null) => Enumerable.Range(0, 5).Select(quarter => Text(
        "y",
        "-8",
        Percent(100 - (25 * quarter)),
        words is null ? string.Create(CultureInfo.InvariantCulture, $"{25 * quarter} %") : words(quarter / 4.0)));

    /// <summary>If every n-th mark has a label, there are at most so many labels: returns n.</summary>
    public static int Every(int marks, int most) => (marks + most - 1) / most;

    public static XElement Text(string cssClass, string x, string y, string words) =>
        new("text", new XAttribute("class", cssClass), new XAttribute("x", x), new XAttribute("y", y), words);

    /// <summary>A mark that is a link, with a larger circle to hit; a square if it is of a part only.</summary>
    public static IEnumerable<XElement> Point(string href, string words, double x, double y, bool isPartial = false) =>
        Mark(href, words, Circle("hit", x, y, 12), isPartial ? Square(x, y) : Circle("point", x, y, 5));

    /// <summary>
    /// What is drawn of a mark as a link, and its words below the chart: shown while it is pointed at, has the focus or is touched. The
    /// link says the same aloud.
    /// </summary>
    public static IEnumerable<XElement> Mark(string href, string words, params XElement[] drawn) =>
    [
        new("a", new XAttribute("href", href), new XAttribute("aria-label", words), drawn),
        new(
            "foreignObject",
            new XAttribute("class", "tip"),
            new XAttribute("aria-hidden", "true"),
            new XAttribute("y", "100%"),
            new XAttribute("width", "100%"),
            new XAttribute("height", "1"),
            new XElement("div", words)),
    ];

    public static XElement Circle(string cssClass, double x, double y, int radius) => new(
        "circle",
        new XAttribute("class", cssClass),
        new XAttribute("cx", Percent(x)),
        new XAttribute("cy", Percent(y)),
        new XAttribute("r", radius));

    // The style sheet moves its middle to the place of its corner, which is in percent.
    private static XElement Square(double x, double y) => new(
        "rect",
        new XAttribute("class", "point part"),
        new XAttribute("x", Percent(x)),
        new XAttribute("y", Percent(y)),
        new XAttribute("width", 10),
        new XAttribute("height", 10));

    public static double Y(double share) => 100 * (1 - share);

    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}%");

    public static string Pair(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.##},{y:0.##}");
}
