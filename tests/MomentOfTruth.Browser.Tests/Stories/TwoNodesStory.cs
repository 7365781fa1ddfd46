using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Tests;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>A browser is led from one node to another in the middle of what it does, and nobody notices.</summary>
[Collection(BrowserTests.Name)]
public sealed class TwoNodesStory(BrowserFixture browser)
{
    [BrowserFact]
    public async Task AJourney_BegunOnOneNode_IsSentOnTheOther_AndAnsweredAfterTheFirstHasGone()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var company = await nodes.First.CompanyAsync();
        var manager = await nodes.First.PersonAsync(company, CompanyRole.Manager);
        var (phone, desk) = (Screen.Phone("ko") with { Site = nodes.Address }, Screen.Desktop("en") with { Site = nodes.Address });
        var (moments, code, id) = (ModemStory.Moments, "", "");

        await browser.VisitAsync(phone, async page =>
        {
            var form = new LogFormPage(page);
            await page.GotoAsync($"/ko/log/{company.Slug}");
            await form.FillAsync(moments[0]);
            await form.NextAsync(2);
            await form.FillAsync(moments[1]);
            await form.NextAsync(3);
            await LeadAsync(page, nodes.Second);
            await Expect(form.Told).ToHaveCountAsync(2);
            await form.FillAsync(moments[2]);
            var check = await form.CheckAsync();
            await LeadAsync(page, nodes.First);
            await Expect(check.Moments).ToHaveCountAsync(3);
            code = await (await check.SendAsync()).CodeAsync();
            id = page.Url.Split('/')[^2];
        });

        await browser.VisitAsync(desk, async page =>
        {
            await new SignInPage(page).SignInAsync("en", manager.Email!, TestData.Password);
            await page.GotoAsync($"/en/companies/{company.Slug}/journeys/{id}");
            await LeadAsync(page, nodes.Second);
            await nodes.First.DisposeAsync();
            await page.Locator("#Text").FillAsync("We are sorry.");
            await page.Locator("button[value=reply]").ClickAsync();
            await Expect(page.Locator(".replies")).ToContainTextAsync("We are sorry.");
        });

        await browser.VisitAsync(phone, async page =>
        {
            var journey = new MyJourneyPage(page);
            await journey.OpenAsync("ko", code);
            await journey.ExpectOrderAsync(moments.Take(3));
            await Expect(page.Locator(".replies")).ToContainTextAsync("We are sorry.");
        });

        // While nothing is on its way: what is cut then is asked for again by hand.
        async Task LeadAsync(IPage page, TwoNodes.Node node)
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            nodes.LeadTo(node);
            await page.ReloadAsync();
        }
    }
}
