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

    public static FormUrlEncodedContent Content(IEnumerable<KeyValuePair<string, string>> fields) => new(fields);

    public static async Task<string> TextAsync(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex InputTag();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
