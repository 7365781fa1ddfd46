using System.Net;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests.Accounts;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>A company that asks for more than a password.</summary>
public sealed class StrongerSignInTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Owner_NeedsOneBeforeHeAsksItOfOthers_AndThenAPasswordAloneOpensNothing()
    {
        var company = await app.CompanyAsync();
        var (owner, viewer) = (await app.SignedInAsync(company, CompanyRole.Owner), await app.SignedInAsync(company, CompanyRole.Viewer));
        var (page, rules) = ($"/en/companies/{company.Slug}", $"/en/companies/{company.Slug}/settings/sign-in");

        var refused = await owner.PostFormAsync(rules, new() { ["Required"] = "true" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Set up yours first", await refused.TextAsync(), StringComparison.Ordinal);

        await TurnOnAsync(owner);
        Assert.Equal(rules + "?saved=sign-in", (await owner.PostFormAsync(rules, new() { ["Required"] = "true" })).Headers.Location?.OriginalString);

        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(page)).StatusCode);
        var led = await viewer.GetAsync(page);
        Assert.Equal("/en/account/stronger?returnUrl=" + Uri.EscapeDataString(page), led.Headers.Location?.OriginalString);
        var told = await (await viewer.GetAsync(led.Headers.Location)).TextAsync();
        Assert.Contains("more than a password", told, StringComparison.Ordinal);
        Assert.DoesNotContain(company.Name, told, StringComparison.Ordinal);
        foreach (var file in new[] { page + ".csv", page + ".json", page + "/export/journeys.csv", page + "/fix-first.json" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(file)).StatusCode);
        }

        await TurnOnAsync(viewer);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(page)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(page + ".csv")).StatusCode);
    }

    [Fact]
    public async Task Stranger_LearnsNothingOfIt()
    {
        var company = await app.CompanyAsync();
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        await TurnOnAsync(owner);
        await owner.PostFormAsync($"/en/companies/{company.Slug}/settings/sign-in", new() { ["Required"] = "true" });
        var stranger = await app.SignedInAsync(await app.CompanyAsync(), CompanyRole.Owner);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/en/companies/{company.Slug}")).StatusCode);
    }

    // What was typed in the meantime is shown again once the person has shown more.
    [Fact]
    public async Task FormSentWithAPasswordAlone_IsKept()
    {
        var company = await app.CompanyAsync();
        var (owner, other) = (await app.SignedInAsync(company, CompanyRole.Owner), await app.SignedInAsync(company, CompanyRole.Owner));
        var settings = $"/en/companies/{company.Slug}/settings";
        var form = await other.GetStringAsync(settings);
        await TurnOnAsync(owner);
        await owner.PostFormAsync(settings + "/sign-in", new() { ["Required"] = "true" });

        var sent = await other.SubmitAsync(form, "QuietDays", ("QuietDays", "77"));

        var back = System.Web.HttpUtility.ParseQueryString(new Uri(new Uri("http://localhost"), sent.Headers.Location!).Query)["returnUrl"]!;
        await TurnOnAsync(other);
        Assert.Contains("value=\"77\"", await other.GetStringAsync(back), StringComparison.Ordinal);
    }

    private static async Task TurnOnAsync(HttpClient browser)
    {
        var (html, key) = await SecondFactorTests.SetupAsync(browser);
        var on = await browser.SubmitAsync(html, "Setup", ("Code", SecondFactorTests.CodeOf(key, 0)));
        Assert.Equal(HttpStatusCode.OK, on.StatusCode);
    }
}
