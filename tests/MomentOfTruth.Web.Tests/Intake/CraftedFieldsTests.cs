using System.Net;
using MomentOfTruth.Web.Tests.MyJourneys;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>
/// Fields that no page of ours sends: what holds nothing is passed over, with a good token and without, and never a server error.
/// </summary>
public sealed class CraftedFieldsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Buttons = ["", "next", "all", "remove:1", "remove:x", "undo", "save", "photos:1"];

    [Theory]
    [InlineData("Input.Moments.index=x")]
    [InlineData("Input.Moments.index=x&Input.Moments.index=y")]
    [InlineData("Input.Moments.index=0&Input.Moments.index=x&Input.Moments[0].Touchpoint=Shop")]
    [InlineData("Input.Moments[0].Photos.index=x")]
    [InlineData("Input.Removed.Moment.Photos.index=x")]
    [InlineData("Input.Removed.Position=1&Input.Removed.Moment.Photos.index=x")]
    public async Task LogForm_TakesThemForNothing(string crafted)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var token = Forms.TokenOf(await browser.GetStringAsync(company.LogAddress()));

        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(browser, company.LogAddress(), crafted, token)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, company.LogAddress(), crafted, token: null)).StatusCode);
        foreach (var button in Buttons)
        {
            await IsNoServerErrorAsync(browser, company.LogAddress(), $"{crafted}&do={button}", token);
            await IsNoServerErrorAsync(
                browser, company.LogAddress().Replace("/log/", "/embed/log/", StringComparison.Ordinal), $"{crafted}&do={button}",
                token: null);
        }

        var saved = await PostAsync(browser, company.LogAddress() + "?handler=Draft", crafted, token);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var key = System.Text.Json.JsonDocument.Parse(await saved.Content.ReadAsStringAsync()).RootElement.GetProperty("key").GetString();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"{company.LogAddress()}?draft={key}")).StatusCode);
        await IsNoServerErrorAsync(browser, $"{company.LogAddress()}?draft={key}&handler=Change", $"{crafted}&do=remove:x", token);
    }

    [Theory]
    [InlineData("Answers.Person=no&Answers.Person=yes&Answers[0].Person=1")]
    [InlineData("Input.Moments.index=x&Input.Moments[0].Key=x&said=wrong")]
    public async Task CheckPage_TakesThemForNothing(string crafted)
    {
        var browser = app.Browser();
        var (address, html) = await browser.CheckAsync((await app.CompanyAsync()).LogAddress(), LogForms.Typed(("Shop", "8")));
        var fields = string.Join('&', Forms.FormOf(html, "Ticket").Fields.Where(f => f.Key != "__RequestVerificationToken").Select(
            f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(browser, address, $"{fields}&{crafted}", token: null)).StatusCode);
        Assert.EndsWith(
            "/sent", (await PostAsync(browser, address, $"{fields}&{crafted}", Forms.TokenOf(html))).Headers.Location?.OriginalString,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/moments/new")]
    [InlineData("/moments/1/edit")]
    public async Task MomentForm_TakesThemForNothing(string page)
    {
        var journey = await OpenedJourney.OfAsync(app, "en");
        var token = Forms.TokenOf(await journey.PageAsync(page));

        foreach (var button in Buttons)
        {
            await IsNoServerErrorAsync(journey.Browser, journey.Address + page, $"Input.Photos.index=x&do={button}", token);
        }

        await IsNoServerErrorAsync(journey.Browser, journey.Address + page, "Input.Photos.index=x", token: null);
    }

    private static async Task IsNoServerErrorAsync(HttpClient browser, string address, string fields, string? token)
    {
        var answer = await PostAsync(browser, address, fields, token);
        Assert.True((int)answer.StatusCode < 500, $"{address} {fields}: {answer.StatusCode}");
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, string fields, string? token) =>
        browser.PostAsync(
        address, Forms.Content([.. fields.Split('&').Select(field => field.Split('=')).Select(f => KeyValuePair.Create(f[0], Uri.UnescapeDataString(f[1]))), new("__RequestVerificationToken", token ?? "")]));
}
