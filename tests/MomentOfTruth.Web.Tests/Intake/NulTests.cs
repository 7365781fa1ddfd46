using System.Net;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>U+0000, which one of the two databases cannot store, in every field of every form a customer or visitor meets.</summary>
public sealed class NulTests(AppFixture app) : IClassFixture<AppFixture>
{
    // Not typed by people: a button, a draft's key, a version, a choice. They need no message; at most a draft is kept with them.
    private static readonly string[] Hidden = ["do", "Version", "version", "writer", "Input.Opened", "Input.Homepage", "Input.Product", "Input.Place", "Input.Title", "Input.Moments[0].Key", "Input.Moments[0].Saved", "__RequestVerificationToken"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryFieldOfEveryForm_WithNul_IsRefusedAndStoresNothing(bool multipart)
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var finished = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        await app.ChangeAsync(
            finished.Id, (log, version) => log.FinishAsync(company.Key(finished.Id), version, Outcome.Stayed, TestData.Day, null, default));
        var browser = app.Browser();
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = finished.Code.ToString() });
        var (check, _) = await browser.CheckAsync(company.LogAddress(), LogForms.Typed(("Shop", "8")));

        await RefusesAsync(browser, company.LogAddress(), "Input.Opened", LogForms.Typed(("Shop", "8")).With("do", "all"), multipart);
        await RefusesAsync(
            browser, check, "Ticket", new() { ["Ending.Outcome"] = "left-for-competitor", ["Ending.Competitor"] = "Rival" }, multipart);
        await RefusesAsync(browser, "/en/log?q=x", "q", new() { ["q"] = "New company" }, multipart);
        await RefusesAsync(browser, "/en/my-journeys", "Code", new() { ["Code"] = code.ToString() }, multipart);
        await RefusesAsync(browser, $"/en/my-journeys/{id}/moments/new", "Input.Story", NewMoment(), multipart);
        await RefusesAsync(
            browser, $"/en/my-journeys/{id}/finish", "Input.EndedOn",
            new() { ["Input.Outcome"] = "left-for-competitor", ["Input.Competitor"] = "Rival" }, multipart);
        await RefusesAsync(browser, $"/en/my-journeys/{finished.Id}", "version", [], multipart);
        await RefusesAsync(
            browser, "/en/sign-in", "Input.Email", new() { ["Input.Email"] = "a@example.test", ["Input.Password"] = TestData.Password },
            multipart);
    }

    private static Dictionary<string, string> NewMoment() => LogForms.Typed(("Repair", "8"))
        .Where(f => f.Key.StartsWith("Input.Moments[0].", StringComparison.Ordinal) && !f.Key.EndsWith(".Key", StringComparison.Ordinal))
        .ToDictionary(f => f.Key.Replace("Moments[0].", "", StringComparison.Ordinal), f => f.Value);

    private async Task RefusesAsync(HttpClient browser, string address, string having, Dictionary<string, string> typed, bool multipart)
    {
        var (action, fields) = Forms.FormOf(await browser.GetStringAsync(address), having);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        foreach (var name in fields.Keys.Except(["__RequestVerificationToken", "Answers.Asked"]))
        {
            // The framework overlooks NULs after a number, and a version is one.
            foreach (var value in Hidden.Contains(name) ? ["\0", "a\0b"] : new[] { "\0", fields[name] + "\0", "a\0b" })
            {
                var before = await StoreCounts.OfAsync(app);
                var answer = await browser.PostAndReadAsync(action ?? address, Content(fields.With(name, value), multipart));

                Assert.True((int)answer.StatusCode < 500, $"{name} of {address}: {answer.StatusCode}");
                Assert.True(
                    Hidden.Contains(name) || answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest,
                    $"{name} of {address}: {answer.StatusCode}");
                var after = await StoreCounts.OfAsync(app);
                Assert.True(before == after with { Drafts = before.Drafts }, $"{name} of {address} stored something");
            }
        }
    }

    private static HttpContent Content(Dictionary<string, string> fields, bool multipart)
    {
        if (!multipart)
        {
            return Forms.Content(fields);
        }

        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), $"\"{name}\"");
        }

        return content;
    }
}
