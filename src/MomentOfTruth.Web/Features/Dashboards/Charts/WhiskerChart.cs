using System.Xml.Linq;
using Microsoft.AspNetCore.Html;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A share with its interval on a line: a bar for the interval, a point for the share, and a ring for what it was before.</summary>
public static class WhiskerChart
{
    /// <param name="share">0 to <paramref name="scale"/>, like the others; null where there is too little for a rate.</param>
    /// <param name="scale">The share at the right end.</param>
    /// <param name="words">All of it in words.</param>
    /// <param name="isDrawnAlone">Whether nothing beside it says the same.</param>
    public static IHtmlContent Draw(
        double? share, double? low, double? high, double? before, double scale, string words, bool isDrawnAlone = true)
    {
        string At(double value) => Axis.Percent(100 * Math.Clamp(value / scale, 0, 1));
        var svg = new XElement(
            "svg",
            new XAttribute("class", "whisker"),
            isDrawnAlone ? new XAttribute("role", "img") : new XAttribute("aria-hidden", "true"),
            isDrawnAlone ? new XAttribute("aria-label", words) : null,
            isDrawnAlone ? new XAttribute("tabindex", "0") : null,
            Line("whole", "0%", "100%"),
            low is { } from && high is { } to ? Line("range", At(from), At(to)) : null,
            before is { } was ? Circle("was", At(was)) : null,
            share is { } now ? Circle("now", At(now)) : null);
        var tip = isDrawnAlone ? DashboardHtml.Tip(words) : HtmlString.Empty;
        return new HtmlContentBuilder().AppendHtml(svg.ToString(SaveOptions.DisableFormatting)).AppendHtml(tip);
    }

    private static XElement Line(string cssClass, string from, string to) => new(
        "line",
        new XAttribute("class", cssClass),
        new XAttribute("x1", from),
        new XAttribute("x2", to),
        new XAttribute("y1", "50%"),
        new XAttribute("y2", "50%"));

    private static XElement Circle(string cssClass, string at) => new(
        "circle", new XAttribute("class", cssClass), new XAttribute("cx", at), new XAttribute("cy", "50%"), new XAttribute("r", 5));
}
