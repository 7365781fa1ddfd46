using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Tests.Intake;

/// <summary>A slip of the finger does not make a second company: those with nearly the same name are offered first.</summary>
public sealed class CompanyPickerTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("British Zephyrways", "BritishZephyr ways")]
    [InlineData("British Zephyrways", "britishzephyrways")]
    [InlineData("우주 항공사", "우주항공사")]
    [InlineData("Quantastone", "Quantaston")]
    [InlineData("Quantastone", "Qunatastone")]
    [InlineData("별빛통신사", "별빛통신시")]
    public async Task Search_ByAnotherSpelling_OffersTheCompany(string name, string typed)
    {
        var company = await ClaimedAsync(name);

        var page = Html.Parse(await app.Browser().GetStringAsync("/en/log?q=" + Uri.EscapeDataString(typed)));

        Assert.Contains(company.LogAddress(), page.QuerySelectorAll(".picks a").Select(a => a.Href()));
        Assert.Single(page.QuerySelectorAll(".picks form"));
    }

    [Theory]
    [InlineData("Harbourline", "Harvestlane")]
    [InlineData("Abc", "Abd")]
    public async Task Search_ByAnotherName_OffersNoOther(string name, string typed)
    {
        var company = await ClaimedAsync(name);

        var page = await app.Browser().GetStringAsync("/en/log?q=" + Uri.EscapeDataString(typed));

        Assert.DoesNotContain($"\"{company.LogAddress()}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ForNothing_NamesTheField()
    {
        var answer = await app.Browser().PostFormAsync("/en/log?q=x", new() { ["q"] = " " });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Company: Please fill this in.", Html.Parse(await answer.TextAsync()).One("[data-error-summary] a").Words());
    }

    // With that very name, unlike the companies of other tests.
    private async Task<Company> ClaimedAsync(string name)
    {
        var company = await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync(name, default));
        if (!await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Memberships.AnyAsync(m => m.CompanyId == company.Id)))
        {
            await app.PersonAsync(company, CompanyRole.Owner);
        }

        return company;
    }
}
