using Microsoft.AspNetCore.Html;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Excerpts as markup.</summary>
public static class ExcerptHtml
{
    /// <summary>What was looked for is marked. Built here, as a template would put white space between the pieces of a word.</summary>
    public static IHtmlContent Marked(this Excerpt excerpt)
    {
        var html = new HtmlContentBuilder();
        foreach (var (text, isMatch) in excerpt.Pieces)
        {
            _ = isMatch ? html.AppendHtml("<mark>").Append(text).AppendHtml("</mark>") : html.Append(text);
        }

        return html;
    }
}
