using System.Net;
using System.Text.RegularExpressions;

namespace MomentOfTruth.Web.Tests;

/// <summary>Posts forms as a browser does: with the hidden fields of the page they stand on.</summary>
public static partial class Forms
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
        var tag = InputTag().Matches(html).Select(m => m.Value).FirstOrDefault(t => t.Contains($"name=\"{name}\"", StringComparison.Ordinal));
        Assert.True(tag is not null, $"The page has no field {name}.");
        return WebUtility.HtmlDecode(Value().Match(tag!).Groups[1].Value);
    }

    /// <summary>The page's form to post with that field: where it goes, and what a browser would send of it as it stands, without a button.</summary>
    public static (string? Action, Dictionary<string, string> Fields) FormOf(string html, string having)
    {
        var form = FormTag().Matches(html).FirstOrDefault(m => m.Value.Contains($"name=\"{having}\"", StringComparison.Ordinal) && !m.Value.Contains("method=\"get\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"The page has no form with {having}.");
        var fields = new Dictionary<string, string>();
        foreach (Match field in Field().Matches(form!.Value))
        {
            var (tag, body) = (field.Groups["tag"].Value, field.Groups["body"].Value);
            if (Attribute(tag, "name") is { } name && !IsUnchosen(tag))
            {
                fields[name] = tag.StartsWith("<textarea", StringComparison.Ordinal) ? WebUtility.HtmlDecode(WithoutFirstBreak(body))
                    : tag.StartsWith("<select", StringComparison.Ordinal) ? Options().Matches(body).Where(o => Attribute(o.Value, "selected") is not null).Select(o => Attribute(o.Value, "value")!).FirstOrDefault("")
                    : Attribute(tag, "value") ?? "";
            }
        }

        return (Attribute(form.Value[..(form.Value.IndexOf('>', StringComparison.Ordinal) + 1)], "action"), fields);
    }

    /// <summary>Sends the page's form with that field as it stands, with the changes.</summary>
    public static Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string html, string having, params (string Name, string Value)[] changes)
    {
        var (action, fields) = FormOf(html, having);
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return browser.PostAsync(action, Content(fields));
    }

    public static FormUrlEncodedContent Content(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    public static async Task<string> TextAsync(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static bool IsUnchosen(string tag) => Attribute(tag, "type") is "file" || (Attribute(tag, "type") is "radio" or "checkbox" && Attribute(tag, "checked") is null);

    private static string WithoutFirstBreak(string text) => text.StartsWith("\r\n", StringComparison.Ordinal) ? text[2..] : text is ['\n', ..] ? text[1..] : text;

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $" {name}(=\"(?<value>[^\"]*)\")?[ >]");
        return match.Success ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;
    }

    [GeneratedRegex("<form[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("(?<tag><input[^>]*>)|(?<tag><(textarea|select)[^>]*>)(?<body>.*?)</(textarea|select)>", RegexOptions.Singleline)]
    private static partial Regex Field();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Options();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex InputTag();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
