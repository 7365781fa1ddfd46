using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MomentOfTruth.Web.Tests;

/// <summary>Reads pages as a browser does. How a byte is written is no question for it: that is asked of the text itself.</summary>
public static class Html
{
    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>What the selector finds, of which there is exactly one.</summary>
    public static IElement One(this IParentNode page, string selector)
    {
        var found = page.QuerySelectorAll(selector);
        Assert.True(found.Length == 1, $"The page has {found.Length} of {selector}.");
        return found[0];
    }

    /// <summary>What is read there, with single spaces.</summary>
    public static string Words(this INode node) =>
        string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Href(this IElement link) => link.Value("href");

    /// <summary>The value of an attribute that is there.</summary>
    public static string Value(this IElement element, string attribute)
    {
        var value = element.GetAttribute(attribute);
        Assert.True(value is not null, $"No {attribute} in {element.OuterHtml}.");
        return value;
    }
}
