using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>A site that the company lists shows the form in a frame.</summary>
[Collection(BrowserTests.Name)]
public sealed class FramedFormStory(BrowserFixture browser)
{
    // A listed site other than our own: the browser sends no cookies of ours into a frame there.
    private const string Shop = "http://localhost:5999";

    [BrowserFact]
    public async Task ACustomer_OnTheCompanysOwnSite_FillsTheFormInTheFrame_AndSendsItInATab()
    {
        var company = await browser.App.CompanyAsync("Framed");
        var owner = await browser.App.PersonAsync(company, CompanyRole.Owner);
        await browser.VisitAsync(Screen.Desktop("en") with { State = await browser.SignedInStateAsync(owner.Email!, TestData.Password) }, async page =>
        {
            await page.GotoAsync($"/en/companies/{company.Slug}/settings");
            await page.Locator("#Sites").FillAsync(Shop);
            await page.Locator("#sites button").ClickAsync();
            await Expect(page.Locator("main .notice.ok[role=status]")).ToBeVisibleAsync();
        });

        await browser.VisitAsync(Screen.Phone("en"), async page =>
        {
            var frame = new Uri(browser.App.Address, $"/en/embed/log/{company.Slug}?touchpoint=Shop");
            // The site is made up here, and so has no address of this machine; ours has.
            await page.Context.GrantPermissionsAsync(["local-network-access"]);
            await page.RouteAsync(Shop + "/", route => route.FulfillAsync(new()
            {
                ContentType = "text/html",
                Body = $"<!DOCTYPE html><title>Shop</title><link rel=icon href=data:,><iframe src='{frame}' width=390 height=1000></iframe>",
            }));
            await page.GotoAsync(Shop + "/");
            var form = page.FrameLocator("iframe");
            await Expect(form.Locator("[name='Input.Moments[0].Touchpoint']")).ToHaveValueAsync("Shop");
            await form.Locator("[name='Input.Moments[0].Story']").FillAsync("In a frame");
            await form.Locator("[name='Input.Moments[0].Score'][value='8']").CheckAsync();
            var tab = await page.RunAndWaitForPopupAsync(() => form.Locator("button[value=all]").ClickAsync());
            await new CheckPage(tab).SendAsync();
            await Expect(form.Locator(".confirmation h1")).ToContainTextAsync("S", new() { Timeout = 15_000 });
        }, trouble => trouble.EndsWith(": 404", StringComparison.Ordinal));
    }
}
