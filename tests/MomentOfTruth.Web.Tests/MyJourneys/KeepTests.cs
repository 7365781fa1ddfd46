using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.MyJourneys;

public sealed class KeepTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Pages = ["", "/moments/new", "/finish", "/download", "/erase"];

    [Theory]
    [InlineData("en", "Keep it in my account", "in your account")]
    [InlineData("ko", "내 계정에 보관", "계정에 보관됨")]
    public async Task Kept_OpensInEveryBrowserOfThatAccount_UntilLetGo(string culture, string offer, string tag)
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var person = await app.PersonAsync(company, null);
        var (first, second) = (await app.SignedInAsync(person), await app.SignedInAsync(person));
        await first.GetAsync("/r/" + code);
        var page = await first.GetStringAsync($"/{culture}/my-journeys/{id}");
        Assert.Contains(offer, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync($"/{culture}/my-journeys/{id}")).StatusCode);

        var kept = await PressAsync(first, culture, id, "Keep");

        Assert.Equal($"/{culture}/my-journeys/{id}", kept.Headers.Location?.OriginalString);
        foreach (var under in Pages)
        {
            Assert.Equal(HttpStatusCode.OK, (await second.GetAsync($"/{culture}/my-journeys/{id}{under}")).StatusCode);
        }

        var list = await second.GetStringAsync($"/{culture}/my-journeys");
        Assert.Contains($"/{culture}/my-journeys/{id}\"", list, StringComparison.Ordinal);
        Assert.Contains(tag, WebUtility.HtmlDecode(list), StringComparison.Ordinal);

        var letGo = await PressAsync(second, culture, id, "LetGo");

        Assert.Equal($"/{culture}/my-journeys", letGo.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync($"/{culture}/my-journeys/{id}")).StatusCode);
        Assert.DoesNotContain(id.ToString(), await second.GetStringAsync($"/{culture}/my-journeys"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync($"/{culture}/my-journeys/{id}")).StatusCode);
    }

    [Fact]
    public async Task List_HasKeptAndOpenedJourneysOnce()
    {
        var company = await app.CompanyAsync();
        var ((both, bothCode), (kept, keptCode), (opened, openedCode)) = (
            await app.JourneyAsync(company, TestData.Said("Shop", "8")), await app.JourneyAsync(company, TestData.Said("Shop", "8")), await app.JourneyAsync(company, TestData.Said("Shop", "8")));
        var person = await app.PersonAsync(company, null);
        var elsewhere = await app.SignedInAsync(person);
        foreach (var (id, code) in new[] { (both, bothCode), (kept, keptCode) })
        {
            await elsewhere.GetAsync("/r/" + code);
            await PressAsync(elsewhere, "en", id, "Keep");
        }

        var browser = await app.SignedInAsync(person);
        await browser.GetAsync("/r/" + bothCode);
        await browser.GetAsync("/r/" + openedCode);
        var list = Html.Parse(await browser.GetStringAsync("/en/my-journeys"));

        Assert.All(new[] { both, kept, opened }, id => list.One($"[href$='/en/my-journeys/{id}'], [action$='/en/my-journeys/{id}']"));
        Assert.Equal(2, list.Body!.Words().Split("in your account").Length - 1);
    }

    [Fact]
    public async Task Kept_ByAnotherAccount_IsNotTakenFromIt()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var (first, second) = (
            await app.SignedInAsync(await app.PersonAsync(company, null)), await app.SignedInAsync(await app.PersonAsync(company, null)));
        await first.GetAsync("/r/" + code);
        await second.GetAsync("/r/" + code);
        await PressAsync(first, "en", id, "Keep");

        var refused = await PressAsync(second, "en", id, "Keep");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("Another account keeps this journey already", await refused.TextAsync(), StringComparison.Ordinal);
        await PressAsync(second, "en", id, "LetGo", having: "Keep");
        var later = await first.PostFormAsync("/en/my-journeys?handler=Forget", []);
        Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync($"/en/my-journeys/{id}")).StatusCode);
    }

    [Fact]
    public async Task Keeping_GivesNoRightInTheCompany_AndMembersNoneToTheJourney()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        var (id, code) = await app.JourneyAsync(ours, TestData.Said("Shop", "8"));
        var customer = await app.SignedInAsync(await app.PersonAsync(theirs, CompanyRole.Owner));
        await customer.GetAsync("/r/" + code);
        await PressAsync(customer, "en", id, "Keep");

        Assert.Equal(HttpStatusCode.NotFound, (await customer.GetAsync($"/en/companies/{ours.Slug}/journeys/{id}")).StatusCode);
        var member = await app.SignedInAsync(ours, CompanyRole.Owner);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/en/my-journeys/{id}")).StatusCode);
        var page = Html.Parse(await member.GetStringAsync($"/en/companies/{ours.Slug}/journeys/{id}"));
        page.One("header.site").Remove();
        Assert.DoesNotContain("account", page.Body!.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeping_NeedsTheOpenedJourneyAndAnAccount()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var visitor = app.Browser();
        await visitor.GetAsync("/r/" + code);
        Assert.DoesNotContain("Keep it in my account", await visitor.GetStringAsync($"/en/my-journeys/{id}"), StringComparison.Ordinal);
        var token = Forms.TokenOf(await visitor.GetStringAsync("/en/my-journeys"));

        var asVisitor = await visitor.PostAsync(
            $"/en/my-journeys/{id}/account?handler=Keep", Forms.Content([new("__RequestVerificationToken", token)]));
        var person = await app.SignedInAsync(company, CompanyRole.Owner);
        var unopened = await person.PostAsync(
            $"/en/my-journeys/{id}/account?handler=Keep", Forms.Content([new("__RequestVerificationToken", Forms.TokenOf(await person.GetStringAsync("/en/my-journeys")))]));

        Assert.StartsWith("/en/sign-in", asVisitor.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unopened.StatusCode);
    }

    [Fact]
    public async Task AccountThatIsGone_LeavesTheJourneyToItsCode()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var person = await app.PersonAsync(company, null);
        var browser = await app.SignedInAsync(person);
        await browser.GetAsync("/r/" + code);
        await PressAsync(browser, "en", id, "Keep");

        await app.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<User>>();
            return await users.DeleteAsync((await users.FindByIdAsync(person.Id.ToString()))!);
        });

        Assert.True(
            await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Journeys.AnyAsync(j => j.Id == id && j.OwnerId == null)));
        var later = app.Browser();
        Assert.Equal($"/en/my-journeys/{id}", (await later.GetAsync("/en/r/" + code)).Headers.Location?.OriginalString);
    }

    private static async Task<HttpResponseMessage> PressAsync(
        HttpClient browser, string culture, Guid id, string handler, string? having = null)
    {
        var home = $"/{culture}/my-journeys/{id}";
        var page = await browser.GetStringAsync(home);
        Assert.Contains($"{home}/account?handler={having ?? handler}", page, StringComparison.Ordinal);
        return await browser.PostAsync(
            $"{home}/account?handler={handler}", Forms.Content([new("__RequestVerificationToken", Forms.TokenOf(page))]));
    }
}
