using System.Xml.Linq;
using Microsoft.AspNetCore.Html;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>How the scores at a touchpoint are spread: a strip of five colours, from zero to ten. Hidden from screen readers: the mean stands beside it.</summary>
public static class ScoresChart
{
    public static IHtmlContent Draw(TouchpointScores scores)
    {
        var (svg, x) = (new XElement("svg", new XAttribute("class", "spread"), new XAttribute("aria-hidden", "true")), 0.0);
        for (var band = 0; band < scores.Bands.Count && scores.N > 0; band++)
        {
            var width = 100.0 * scores.Bands[band] / scores.N;
            svg.Add(new XElement(
                "rect",
                new XAttribute("class", $"s{band}"),
                new XAttribute("x", Axis.Percent(x)),
                new XAttribute("width", Axis.Percent(width))));
            x += width;
        }

        return new HtmlString(svg.ToString(SaveOptions.DisableFormatting));
    }
}
