using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

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
    [InlineData("케이티프리텔", "ㅋㅌㅍ")]
    [InlineData("케이티프리텔", "케이팊")]
    [InlineData("케이티프리텔", "zpdlxl")]
    [InlineData("Lunaphone", "ㅣㅕㅜㅁ")]
    [InlineData("Lunaphone", "ＬＵＮＡ")]
    [InlineData("Lunaphone", "주식회사 Lunaphone")]
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
        var page = Html.Parse(await answer.TextAsync());
        Assert.Equal("Company: Type the company’s name, or a part of it.", page.One("[data-error-summary] a").Words());
    }

    [Theory]
    [InlineData("")]
    [InlineData("%20")]
    public async Task Search_Empty_SaysSo_AndListsNothing(string typed)
    {
        await ClaimedAsync("Anything at all");

        var answer = await app.Browser().GetAsync("/en/log?q=" + typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = Html.Parse(await answer.TextAsync());
        Assert.Equal("Type the company’s name, or a part of it.", page.One("#Q-error").Words());
        Assert.Empty(page.QuerySelectorAll(".picks"));
    }

    // Names that are nearly the same are offered as such, before a new company is named.
    [Fact]
    public async Task Search_ByASlip_AsksWhetherItIsOneOfThese_BeforeANewOneIsNamed()
    {
        var company = await ClaimedAsync("Novastern");

        var page = Html.Parse(await app.Browser().GetStringAsync("/en/log?q=Novasteru"));

        Assert.Equal(["Is it one of these?"], page.QuerySelectorAll(".near").Select(e => e.Words()));
        Assert.Equal(company.LogAddress(), page.One(".near + .picks a").Href());
        Assert.Equal("Not listed. Go on with “Novasteru”", page.One(".picks form button").Words());
    }

    [Theory]
    [InlineData("Gildedkite", "Goldcrane", "goldcrane")]
    [InlineData("한솔모아", "새별나라", "ㅅㅂㄴㄹ")]
    [InlineData("Silverkite", "Whitecrane", "whitecrame")]
    public async Task Search_ByAnotherNameOfIt_OffersTheCompany(string name, string alias, string typed)
    {
        var company = await ClaimedAsync(name);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            db.Add(new CompanyAlias(company.Id, alias));
            await db.SaveChangesAsync();
        });

        var page = Html.Parse(await app.Browser().GetStringAsync("/en/log?q=" + Uri.EscapeDataString(typed)));

        Assert.Contains(company.LogAddress(), page.QuerySelectorAll(".picks a").Select(a => a.Href()));
    }

    [Fact]
    public async Task Search_AfterTheCompanyIsRenamed_FindsTheNewName()
    {
        var company = await ClaimedAsync("Oldharbour");
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            (await db.Companies.SingleAsync(c => c.Id == company.Id)).Rename("Newquay", "새나루");
            await db.SaveChangesAsync();
        });

        foreach (var typed in new[] { "newq", "ㅅㄴㄹ" })
        {
            var page = await app.Browser().GetStringAsync("/en/log?q=" + Uri.EscapeDataString(typed));
            Assert.Contains(company.LogAddress(), Html.Parse(page).QuerySelectorAll(".picks a").Select(a => a.Href()));
        }
    }

    [Fact]
    public async Task Suggestions_WhileTyping_AreAPartOfAPage_WithTheSameCompanies()
    {
        var company = await ClaimedAsync("Suggestopia");

        var answer = await app.Browser().GetAsync("/ko/find-company?q=suggesto");
        var html = await answer.TextAsync();

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
        var part = Html.Parse(html);
        Assert.Equal("회사 1곳을 찾았어요", part.One("[data-count]").Words());
        Assert.Equal(company.LogAddress("ko"), part.One(".picks a:not(.use)").Href());
        Assert.Equal("목록에 없어요. “suggesto”\u2060로 계속", part.One(".picks a.use").Words());
    }

    [Theory]
    [InlineData("")]
    [InlineData("%20")]
    [InlineData("%2C.")]
    public async Task Suggestions_ForWhatIsNoName_AreEmpty(string typed)
    {
        var answer = await app.Browser().GetAsync("/en/find-company?q=" + typed);

        Assert.Equal("", (await answer.TextAsync()).Trim());
    }

    [Fact]
    public async Task Suggestions_AreFewerThanAPage_AndBounded()
    {
        for (var i = 0; i < CompanyPickerQuery.SizeWhileTyping + 2; i++)
        {
            await ClaimedAsync($"Manyfold {(char)('A' + i)}");
        }

        var part = Html.Parse(await app.Browser().GetStringAsync("/en/find-company?q=manyfold"));
        var page = Html.Parse(await app.Browser().GetStringAsync("/en/log?q=manyfold"));

        Assert.Equal(CompanyPickerQuery.SizeWhileTyping, part.QuerySelectorAll(".picks a:not(.use)").Length);
        Assert.Equal(CompanyPickerQuery.SizeWhileTyping + 2, page.QuerySelectorAll(".picks a").Length);
    }

    // Named by customers, and listed for their journeys of many days alone.
    [Fact]
    public async Task Company_WhoseLastJourneyIsErased_IsNoLongerListed_UnlessItIsClaimedOrVerified()
    {
        var (named, claimed) = (await NamedAsync("Emptynest One"), await NamedAsync("Emptynest Two"));
        var verified = await NamedAsync("Emptynest Three");
        Assert.Equal(3, (await ListedAsync("emptynest")).Count);

        await app.PersonAsync(claimed, CompanyRole.Owner);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            (await db.Companies.SingleAsync(c => c.Id == verified.Id)).Verify(true);
            await db.SaveChangesAsync();
        });
        foreach (var company in new[] { named, claimed, verified })
        {
            var ids = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Journeys
                .Where(j => j.CompanyId == company.Id).Select(j => j.Id).ToListAsync());
            foreach (var id in ids)
            {
                Assert.Equal(
                    JourneyChange.Done, await app.ChangeAsync(id, (log, version) => log.EraseAsync(company.Key(id), version, default)));
            }
        }

        Assert.Equal(new[] { claimed.LogAddress(), verified.LogAddress() }.Order(), (await ListedAsync("emptynest")).Order());
    }

    private async Task<IReadOnlyList<string>> ListedAsync(string typed) =>
        [.. Html.Parse(await app.Browser().GetStringAsync("/en/log?q=" + typed)).QuerySelectorAll(".picks a").Select(a => a.Href())];

    private async Task<Company> NamedAsync(string name)
    {
        var company = await app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddAsync(name, default));
        for (var i = 0; i < NamesOfMany.FewestDays; i++)
        {
            var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
            await app.InScopeAsync(async services =>
            {
                var day = DateTime.UtcNow.AddDays(-i);
                await services.GetRequiredService<AppDbContext>().Journeys.Where(j => j.CompanyId == company.Id && j.Id == id)
                    .ExecuteUpdateAsync(set => set.SetProperty(j => j.LoggedAtUtc, day));
            });
        }

        return company;
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
