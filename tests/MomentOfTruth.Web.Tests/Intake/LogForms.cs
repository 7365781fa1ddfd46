using System.Net;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Fills in the customer's form.</summary>
public static class LogForms
{
    public static string LogAddress(this Company company, string culture = "en") => $"/{culture}/log/{Uri.EscapeDataString(company.Slug)}";

    /// <summary>A journey as it is typed; every field has something in it.</summary>
    public static Dictionary<string, string> Typed(params (string Touchpoint, string Score)[] moments)
    {
        var fields = new Dictionary<string, string> { ["Input.Product"] = "Modem", ["Input.Title"] = "Five moments" };
        foreach (var (i, (touchpoint, score)) in moments.Index())
        {
            fields[$"Input.Moments[{i}].Key"] = KeyOf(i + 1);
            fields[$"Input.Moments[{i}].Touchpoint"] = touchpoint;
            fields[$"Input.Moments[{i}].Score"] = score;
            fields[$"Input.Moments[{i}].OccurredOn"] = "2026-03-10";
            fields[$"Input.Moments[{i}].OccurredAt"] = "14:30";
            fields[$"Input.Moments[{i}].Story"] = $"Story of {touchpoint}\nand its second line";
        }

        return fields;
    }

    /// <summary>The key of a typed moment in its draft.</summary>
    /// <param name="position">From 1.</param>
    public static string KeyOf(int position) => position.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    public static Dictionary<string, string> With(this Dictionary<string, string> fields, string name, string? value)
    {
        var changed = new Dictionary<string, string>(fields);
        changed.Remove(name);
        if (value is not null)
        {
            changed[name] = value;
        }

        return changed;
    }

    /// <summary>Presses a button of the form. Gives the answer, or the form that one of its intermediate buttons leads to.</summary>
    public static async Task<HttpResponseMessage> PressAsync(
        this HttpClient browser, string address, Dictionary<string, string> fields, string button)
    {
        return await browser.BackAtFormAsync(await browser.PostFormAsync(address, fields.With("do", button)), button);
    }

    /// <summary>The form that an intermediate button has led back to; any other answer as it is.</summary>
    public static async Task<HttpResponseMessage> BackAtFormAsync(this HttpClient browser, HttpResponseMessage answer, string? button) =>
        answer.StatusCode == HttpStatusCode.Redirect && button != "save"
            && answer.Headers.Location!.OriginalString.Contains("?draft=", StringComparison.Ordinal)
            ? await browser.GetAsync(answer.Headers.Location)
            : answer;

    /// <summary>Checks the form and gives the page that sends it.</summary>
    public static async Task<(string Address, string Html)> CheckAsync(
        this HttpClient browser, string address, Dictionary<string, string> fields)
    {
        var @checked = await browser.PressAsync(address, fields, "all");
        Assert.True(@checked.StatusCode == HttpStatusCode.Redirect, await @checked.TextAsync());
        var check = @checked.Headers.Location!.OriginalString;
        return (check, await browser.GetStringAsync(check));
    }

    /// <summary>Checks and sends the form; gives the journey's address and its receipt code.</summary>
    public static async Task<(string Journey, string Code)> SendAsync(
        this HttpClient browser, string address, Dictionary<string, string> fields)
    {
        var (_, html) = await browser.CheckAsync(address, fields);
        var sent = await browser.SubmitAsync(html, "Ticket");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var confirmation = sent.Headers.Location!.OriginalString;
        return (confirmation[..^"/sent".Length], CodeOn(await browser.GetStringAsync(confirmation)));
    }

    public static string CodeOn(string html)
    {
        var code = Html.Parse(html).One("#code").TextContent;
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$", code);
        return code;
    }
}
