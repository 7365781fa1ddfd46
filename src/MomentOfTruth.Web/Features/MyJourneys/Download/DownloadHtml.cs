using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// Writes the journey as a page for its customer to read, in the language of the request. It stands beside the photos in the download and
/// needs nothing else: no script, no network.
/// </summary>
public sealed class DownloadHtml(IStringLocalizer<MyJourneysText> text, IStringLocalizer<SharedText> shared, HtmlEncoder encoder)
{
    private const string Style = """
        body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;color:#15191f;background:#fff}
        ol{list-style:none;padding:0}li{border-top:1px solid #d8dce3;padding:1rem 0}h1,h2{line-height:1.3}h2{font-size:1.2rem;margin:0}
        p{margin:.25rem 0;white-space:pre-line}.meta{color:#4b5563;font-size:.875rem}.score{font-weight:700}img{max-width:100%;height:auto}
        .killed{background:#4a0d24;color:#fff;padding:1rem}.killed .meta{color:#f3d3dd}
        """;

    /// <param name="journey">The journey.</param>
    /// <param name="download">The same with all that was given besides.</param>
    public string Of(MyJourney journey, JourneyDownload download)
    {
        var chart = journey.Chart();
        var title = journey.Title ?? text["Journey.Title", journey.Company];
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{SiteCulture.Current}\">\n<head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Html(title)}</title>\n<style>{Style}</style></head>\n<body>\n");
        page.Append(Paragraph("meta", journey.Company + (journey.Product is null ? "" : " · " + journey.Product)));
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Html(title)}</h1>\n");
        page.Append(Paragraph(null, Sum(chart)));
        page.Append("<ol>\n");
        foreach (var (step, moment) in chart.Steps.Zip(download.Moments))
        {
            Moment(page, chart, step, moment);
        }

        page.Append("</ol>\n").Append(Paragraph("score", "→ " + Ending(chart.Ending!)));
        foreach (var reply in download.Replies)
        {
            var at = CompanyClock.Written(reply.At, journey.TimeZoneId);
            var from = reply.From == "company" ? text["Download.ReplyOfCompany", journey.Company, at] : text["Download.ReplyOfYou", at];
            page.Append(Paragraph("meta", from));
            page.Append(Paragraph(null, reply.Text));
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private void Moment(StringBuilder page, JourneyChart chart, ChartStep step, DownloadedMoment moment)
    {
        var when = Display.Day(moment.Day) + (moment.Time is { } time ? " " + Display.Time(time) : "");
        page.Append(step.Killed && chart.IsOrdered ? "<li class=\"killed\">" : "<li>");
        page.Append(Paragraph("meta", $"{when} · {shared["Channel." + step.Moment.Channel]}"));
        page.Append(CultureInfo.InvariantCulture, $"<h2>{moment.Position}. {Html(moment.Touchpoint)}</h2>\n");
        var left = $"{shared["Drawing.Left"]} {Display.Left(step.After)}";
        page.Append(Paragraph("score", $"{shared["Drawing.Score"]} {step.Moment.Score} · {left}"));
        page.Append(Paragraph(null, moment.Story));
        foreach (var photo in moment.Photos)
        {
            var shows = Html(photo.Shows ?? moment.Touchpoint);
            page.Append(CultureInfo.InvariantCulture, $"<p><img src=\"{Html(photo.File)}\" alt=\"{shows}\"></p>\n");
        }

        page.Append("</li>\n");
    }

    private string Sum(JourneyChart chart)
    {
        var product = Display.Left(chart.Facts.Product);
        var said = product is ['<', .. var limit] ? shared["Drawing.ProductUnder", limit] : shared["Drawing.Product", product];
        return chart.HasAverage ? $"{said} {shared["Drawing.Average", Display.JourneyScore(chart.Facts.Average / 10)]}" : said;
    }

    private string Ending(ChartEnding ending) =>
        (ending.Competitor is { } competitor ? shared[ending.Key, competitor] : shared[ending.Key])
        + (ending.On is { } on ? " · " + Display.Day(on) : "");

    private string Paragraph(string? kind, string? words) =>
        words is null ? "" : $"<p{(kind is null ? "" : $" class=\"{kind}\"")} dir=\"auto\">{Html(words)}</p>\n";

    private string Html(string words) => encoder.Encode(words);
}
