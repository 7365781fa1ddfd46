using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>What a company does with its own names: their words, their order, and those that may be one.</summary>
public sealed class NamesArrangeTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task AlikeTouchpoints_AreProposed_MergedByOneButton_AndCountAsOne()
    {
        var company = await app.CompanyAsync();
        await KeepAsync(company, "Call centre");
        foreach (var name in new[] { "Call centre", "Call center", "콜센터" })
        {
            await app.FinishedAsync(company, Outcome.Left, null, TestData.Said(name, "0"));
        }

        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        foreach (var other in new[] { "Call center", "콜센터" })
        {
            var pair = Html.Parse(await owner.GetStringAsync(Page(company))).QuerySelectorAll("li:has(button[value=accept])")
                .Single(li => li.Words().StartsWith($"{other} → Call centre", StringComparison.Ordinal));
            var (action, fields) = Forms.FormOf(pair, "IntoId");
            Assert.Equal(HttpStatusCode.Redirect, (await owner.PostAsync(action, Forms.Content(fields.Append(new("do", "accept"))))).StatusCode);
        }

        Assert.Empty(await VerifyAsync(company));
        var figures = await owner.GetStringAsync($"/en/companies/{company.Slug}.json?period=all");
        Assert.Contains("\"touchpoint\":\"Call centre\",\"reached\":3,\"kills\":3", figures.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("Callcentre", "Call centre", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("콜센터", figures, StringComparison.Ordinal);
        Assert.Null(Html.Parse(await owner.GetStringAsync(Page(company))).QuerySelector("button[value=accept]"));
    }

    [Fact]
    public async Task TwoThatAreTwo_AreNotProposedAgain()
    {
        var company = await app.CompanyAsync();
        await KeepAsync(company, "Delivery");
        await KeepAsync(company, "배송");
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        var page = await owner.GetStringAsync(Page(company));
        Assert.Equal(HttpStatusCode.Redirect, (await owner.SubmitAsync(page, "IntoId", ("do", "apart"))).StatusCode);
        Assert.Null(Html.Parse(await owner.GetStringAsync(Page(company))).QuerySelector("button[value=accept]"));
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().NamesApart.CountAsync(a => a.CompanyId == company.Id)));
    }

    [Fact]
    public async Task OrderOfNames_IsThatOfTheCustomersForm_AndHiddenOnesAreNotInIt()
    {
        var company = await app.CompanyAsync();
        foreach (var name in new[] { "Alpha", "Bravo", "Charlie" })
        {
            await KeepAsync(company, name);
        }

        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.Equal(["Alpha", "Bravo", "Charlie"], await OfferedAsync(company));
        await PressAsync(owner, company, "Charlie", "up");
        await PressAsync(owner, company, "Alpha", "down");
        Assert.Equal(["Charlie", "Alpha", "Bravo"], await OfferedAsync(company));
        await PressAsync(owner, company, "Alpha", "hide");
        Assert.Equal(["Charlie", "Bravo"], await OfferedAsync(company));
    }

    [Fact]
    public async Task Rename_InBothLanguages_ShowsEverywhere_AndATakenNameIsRefused()
    {
        var company = await app.CompanyAsync();
        var (shop, modem) = (await KeepAsync(company, "Shop"), await app.InScopeAsync(s =>
            s.GetRequiredService<CompanyRegister>().FindOrAddProductAsync(company.Id, "Modem", NameState.Kept, default)));
        await KeepAsync(company, "Counter");
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.PostFormAsync($"{Page(company)}/{shop.Id}", new() { ["Name"] = "Dealer", ["KoreanName"] = "대리점", ["Channel"] = "field" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.PostFormAsync($"{Page(company)}/{modem.Id}", new() { ["Name"] = "Router", ["KoreanName"] = "공유기" })).StatusCode);
        Assert.Contains("대리점", await app.Browser().GetStringAsync(company.LogAddress("ko")), StringComparison.Ordinal);
        var (_, last) = await app.Browser().CheckAsync(company.LogAddress("ko"), Intake.LogForms.Typed(("대리점", "8")));
        Assert.Contains("공유기", last, StringComparison.Ordinal);
        var stored = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Touchpoints.AsNoTracking().SingleAsync(t => t.CompanyId == company.Id && t.Id == shop.Id));
        Assert.Equal(("Dealer", "대리점", Channel.Field), (stored.Name, stored.KoreanName, stored.Channel));

        // Who types the Korean name of a product means it.
        Assert.Equal(modem.Id, (await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddProductAsync(company.Id, "공 유기".Replace(" ", "", StringComparison.Ordinal), NameState.Proposed, default))).Id);

        var refused = await owner.PostFormAsync($"{Page(company)}/{shop.Id}", new() { ["Name"] = "counter", ["KoreanName"] = "대리점", ["Channel"] = "field" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Counter", Html.Parse(await refused.Content.ReadAsStringAsync()).One("#Name-error").Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"{Page(company)}/{Guid.NewGuid()}")).StatusCode);
    }

    private static string Page(Company company) => $"/en/companies/{company.Slug}/settings/names";

    private Task<Touchpoint> KeepAsync(Company company, string name) => app.InScopeAsync(s =>
        s.GetRequiredService<CompanyRegister>().FindOrAddTouchpointAsync(company.Id, name, Channel.Phone, default));

    private Task<IReadOnlyList<FactDifference>> VerifyAsync(Company company) =>
        app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default));

    // Somebody of the company has to be there: of an unclaimed one only what many use is offered.
    private Task<IReadOnlyList<string>> OfferedAsync(Company company) => app.InScopeAsync(s =>
        s.GetRequiredService<CompanyFormQuery>().TouchpointsAsync(company.Id, default));

    private static async Task PressAsync(HttpClient owner, Company company, string name, string button)
    {
        var form = Html.Parse(await owner.GetStringAsync(Page(company))).QuerySelectorAll("ul.names li")
            .Single(li => li.Words().StartsWith(name, StringComparison.Ordinal) && li.QuerySelector($"button[value={button}]") is not null);
        var (action, fields) = Forms.FormOf(form, "NameId");
        Assert.Equal(HttpStatusCode.Redirect, (await owner.PostAsync(action, Forms.Content(fields.Append(new("do", button))))).StatusCode);
    }
}
