using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace MomentOfTruth.Web.Tests;

/// <summary>Posts forms as a browser does: with the hidden fields of the page they stand on.</summary>
public static class Forms
{
    /// <summary>Loads the page, takes its antiforgery token, and posts the fields to the same address.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string address, Dictionary<string, string> fields)
    {
        var page = await browser.GetStringAsync(address);
        return await browser.PostAsync(address, Content(fields.Append(new("__RequestVerificationToken", TokenOf(page)))));
    }

    /// <summary>The antiforgery token of the page.</summary>
    public static string TokenOf(string html) => Hidden(html, "__RequestVerificationToken");

    /// <summary>The value of a hidden field of the page.</summary>
    public static string Hidden(string html, string name)
    {
        var field = Html.Parse(html).QuerySelector<IHtmlInputElement>($"input[name='{name}']");
        Assert.True(field is not null, $"The page has no field {name}.");
        return field.DefaultValue;
    }

    /// <summary>
    /// The page's form to post with that field: where it goes, and what a browser would send of it as it stands, without a button.
    /// </summary>
    public static (string? Action, Dictionary<string, string> Fields) FormOf(string html, string having) =>
        FormOf(Html.Parse(html), having);

    /// <summary>The same of a part of a page.</summary>
    public static (string? Action, Dictionary<string, string> Fields) FormOf(IParentNode part, string having)
    {
        var form = part.QuerySelectorAll<IHtmlFormElement>("form[method=post]")
            .FirstOrDefault(f => f.Elements.Any(field => field.GetAttribute("name") == having));
        Assert.True(form is not null, $"The page has no form with {having}.");
        return (form.GetAttribute("action"), FieldsOf(form));
    }

    /// <summary>What a browser would send of the form as it stands, without a button.</summary>
    public static Dictionary<string, string> FieldsOf(IHtmlFormElement form)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in form.Elements)
        {
            if (field.GetAttribute("name") is { Length: > 0 } name && ValueOf(field) is { } value)
            {
                fields[name] = value;
            }
        }

        // A touchpoint that is chosen means the same as one that is typed.
        foreach (var (name, chosen) in fields.Where(f => f.Key.EndsWith(".Where", StringComparison.Ordinal)).ToList())
        {
            fields.Remove(name);
            var typed = name.Replace(".Where", ".Touchpoint", StringComparison.Ordinal);
            fields[typed] = chosen.Length > 0 ? chosen : fields[typed];
        }

        return fields;
    }

    /// <summary>Sends the page's form with that field as it stands, with the changes.</summary>
    public static Task<HttpResponseMessage> SubmitAsync(
        this HttpClient browser, string html, string having, params (string Name, string Value)[] changes) =>
        browser.SubmitAsync(Html.Parse(html), having, changes);

    /// <summary>The same of a part of a page.</summary>
    public static Task<HttpResponseMessage> SubmitAsync(
        this HttpClient browser, IParentNode part, string having, params (string Name, string Value)[] changes)
    {
        var (action, fields) = FormOf(part, having);
        return browser.PostAndReadAsync(action, Content(fields.Changed(changes)));
    }

    /// <summary>The fields with these values.</summary>
    public static Dictionary<string, string> Changed(
        this Dictionary<string, string> fields, IEnumerable<(string Name, string Value)> changes)
    {
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return fields;
    }

    /// <summary>Posts, and follows a redirect to the page that says why nothing was sent.</summary>
    public static async Task<HttpResponseMessage> PostAndReadAsync(this HttpClient browser, string? address, HttpContent content)
    {
        var answer = await browser.PostAsync(address, content);
        return answer.StatusCode == HttpStatusCode.Redirect
            && answer.Headers.Location?.OriginalString is { } next
            && (next.Contains("said=", StringComparison.Ordinal) || next.Contains("wrong=", StringComparison.Ordinal))
            ? await browser.GetAsync(next)
            : answer;
    }

    public static FormUrlEncodedContent Content(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    public static async Task<string> TextAsync(this HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    // As the page says, not as a field of that type would put it right: a test sees what was written there.
    private static string? ValueOf(IHtmlElement field) => field switch
    {
        IHtmlInputElement { Type: "file" } or IHtmlInputElement { Type: "radio" or "checkbox", IsDefaultChecked: false } => null,
        IHtmlInputElement input => input.DefaultValue,
        IHtmlTextAreaElement text => text.DefaultValue,
        IHtmlSelectElement select => select.Options.OrderByDescending(o => o.IsDefaultSelected).FirstOrDefault()?.Value,
        _ => null,
    };
}
