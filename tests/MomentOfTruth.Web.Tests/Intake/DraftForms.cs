using System.Text.Json;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>Saves drafts as the form's module does.</summary>
public static class DraftForms
{
    /// <summary>Opens an empty form and saves these fields as a draft.</summary>
    public static async Task<(string Key, int Version, string? Other)> SaveAsync(
        this HttpClient browser, Company company, Dictionary<string, string> typed) =>
        await browser.SaveAsync(await browser.GetStringAsync(company.LogAddress()), [.. typed.Select(field => (field.Key, field.Value))]);

    /// <summary>Saves the form as it stands on the page, with the changes.</summary>
    public static async Task<(string Key, int Version, string? Other)> SaveAsync(
        this HttpClient browser, string html, params (string Name, string Value)[] changes)
    {
        var answer = await browser.PostDraftAsync(html, changes);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        using var saved = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var draft = saved.RootElement;
        return (draft.GetProperty("key").GetString()!, draft.GetProperty("version").GetInt32(), draft.GetProperty("other").GetString());
    }

    public static Task<HttpResponseMessage> PostDraftAsync(
        this HttpClient browser, string html, params (string Name, string Value)[] changes)
    {
        var (action, fields) = Forms.FormOf(html, "Input.Title");
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return browser.PostAsync(
            action + (action!.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=Draft", Forms.Content(fields));
    }
}
