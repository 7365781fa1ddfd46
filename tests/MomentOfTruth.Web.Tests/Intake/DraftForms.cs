using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Intake;

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

    /// <summary>The fields of all moments of a draft, as the pages of the form show them, under the names of a form that holds them all.</summary>
    public static async Task<Dictionary<string, string>> DraftAsync(this HttpClient browser, string link)
    {
        var all = new Dictionary<string, string>();
        for (var position = 1; ; position++)
        {
            var fields = Forms.FormOf(await browser.GetStringAsync($"{link}&moment={position}"), "Input.Opened").Fields;
            if (fields["Input.Moments[0].Saved"] == "0" || all.ContainsValue(fields["Input.Moments[0].Key"]))
            {
                return all;
            }

            foreach (var (name, value) in fields.Where(f => f.Key.StartsWith("Input.Moments[0].", StringComparison.Ordinal)))
            {
                all[name.Replace("[0]", $"[{position - 1}]", StringComparison.Ordinal)] = value;
            }
        }
    }

    /// <summary>The draft as it is stored.</summary>
    public static Task<JourneyInput> StoredDraftAsync(this AppFixture app, Company company, string key) => app.InScopeAsync(
        async services => (await services.GetRequiredService<DraftStore>().FindAsync(company.Id, key, default))!.Input);

    public static Task<HttpResponseMessage> PostDraftAsync(
        this HttpClient browser, string html, params (string Name, string Value)[] changes)
    {
        var (action, fields) = Forms.FormOf(html, "Input.Opened");
        return browser.PostAsync(
            action + (action!.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=Draft", Forms.Content(fields.Changed(changes)));
    }
}
