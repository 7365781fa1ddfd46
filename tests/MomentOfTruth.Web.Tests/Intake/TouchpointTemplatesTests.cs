using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class TouchpointTemplatesTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public void EveryKind_HasAListWithoutDoubles_AndANameMeansTheSameEverywhere()
    {
        Assert.Equal(Enum.GetValues<CompanyKind>(), TouchpointTemplates.All.Keys.Order());
        Assert.All(TouchpointTemplates.All.Values, templates =>
        {
            Assert.InRange(templates.Count, 8, 12);
            Assert.Equal(templates.Count, templates.Select(t => Naming.KeyOf(t.Name)).Distinct().Count());
            Assert.Equal(templates.Count, templates.Select(t => Naming.KeyOf(t.KoreanName)).Distinct().Count());
        });
        var all = TouchpointTemplates.All.Values.SelectMany(templates => templates).Distinct().ToList();
        Assert.Equal(all.Count, all.Select(t => Naming.KeyOf(t.Name)).Distinct().Count());
        Assert.Equal(all.Count, all.Select(t => Naming.KeyOf(t.KoreanName)).Distinct().Count());
        Assert.All(all, t =>
        {
            Assert.Equal(t, TouchpointTemplates.Named(t.Name));
            Assert.Equal(t, TouchpointTemplates.Named(t.KoreanName));
            Assert.Matches("^[A-Za-z' -]+$", t.Name);
            Assert.Matches("^[가-힣 ]+$", t.KoreanName);
        });
    }

    [Theory]
    [InlineData("ko", "고객센터", Channel.Phone)]
    [InlineData("en", "call  CENTRE", Channel.Phone)]
    [InlineData("en", "Cash machine", Channel.Device)]
    [InlineData("en", "Somewhere else", Channel.Other)]
    public async Task SuggestedTouchpoint_LeftAsUsual_HasItsChannel(string culture, string touchpoint, Channel channel)
    {
        var company = await app.CompanyAsync();
        await app.Browser().SendAsync(company.LogAddress(culture), LogForms.Typed((touchpoint, "8")));

        var stored = await app.InScopeAsync(services => Task.FromResult(
            services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).SelectMany(j => j.Moments).Single().Channel));

        Assert.Equal(channel, stored);
    }

    [Theory]
    [InlineData("en", "ko", "Call centre", "고객센터")]
    [InlineData("ko", "en", "call  CENTRE", "고객센터")]
    public async Task SuggestedTouchpoint_ChosenInBothLanguages_IsOne_AndEachReadsItsOwnName(
        string first, string second, string english, string korean)
    {
        var company = await app.CompanyAsync();
        string In(string culture) => culture == "en" ? english : korean;
        await app.Browser().SendAsync(company.LogAddress(first), LogForms.Typed((In(first), "8")));
        await app.Browser().SendAsync(company.LogAddress(second), LogForms.Typed((In(second), "7")));

        var touchpoint = await app.InScopeAsync(
            services => Task.FromResult(services.GetRequiredService<AppDbContext>().Touchpoints.Single(t => t.CompanyId == company.Id)));

        Assert.Equal(("Call centre", "고객센터"), (touchpoint.Name, touchpoint.KoreanName));
        var owner = await app.SignedInAsync(company, CompanyRole.Owner);
        Assert.Contains("고객센터", await owner.GetStringAsync($"/ko/companies/{company.Slug}/settings/names"), StringComparison.Ordinal);
        Assert.Contains("Call centre", await owner.GetStringAsync($"/en/companies/{company.Slug}/settings/names"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SuggestedTouchpoint_ThatTheCompanyHasUnderOneName_IsThatOne_AndOneOfTheVeryNameComesFirst()
    {
        var company = await app.CompanyAsync();
        await app.InScopeAsync(services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            db.AddRange(
                new Touchpoint(company.Id, "고객센터", Channel.Chat), new Touchpoint(company.Id, "앱", Channel.App),
                new Touchpoint(company.Id, "App", Channel.App));
            return db.SaveChangesAsync();
        });

        await app.Browser().SendAsync(company.LogAddress(), LogForms.Typed(("Call centre", "8"), ("App", "7"), ("앱", "6")));

        var names = await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>() is var db
            ? Task.FromResult(db.JourneysOf(company.Id).SelectMany(j => j.Moments).OrderBy(m => m.Position).Join(db.Touchpoints, m => m.TouchpointId, t => t.Id, (m, t) => t.Name).ToList())
            : null!);
        Assert.Equal(["고객센터", "App", "앱"], names);
        Assert.Equal(3, await app.InScopeAsync(
            services => Task.FromResult(services.GetRequiredService<AppDbContext>().Touchpoints.Count(t => t.CompanyId == company.Id))));
    }

    [Fact]
    public async Task CompanyWithFewTouchpoints_OffersTheUsualOnesAfterThem_AndOneWithEnoughItsOwnAlone()
    {
        var company = await app.CompanyAsync();
        await app.PersonAsync(company, CompanyRole.Owner);
        Task KeepAsync(string place) => app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddTouchpointAsync(
            company.Id, place, Channel.Store, default));
        foreach (var place in new[] { "Place 1", "Place 2", "Place 3", "Place 4" })
        {
            await KeepAsync(place);
        }

        Assert.Equal(["Place 1", "Place 2", "Place 3", "Place 4", "Call centre", "Shop or branch", ""], await ChipsAsync(company));
        await KeepAsync("Place 5");
        Assert.Equal(["Place 1", "Place 2", "Place 3", "Place 4", "Place 5", ""], await ChipsAsync(company));
        await KeepAsync("Place 6");
        await KeepAsync("Place 7");
        Assert.Equal(["Place 1", "Place 2", "Place 3", "Place 4", "Place 5", "Place 6", ""], await ChipsAsync(company));
        Assert.Equal(["Place 7"], Html.Parse(await app.Browser().GetStringAsync(company.LogAddress())).QuerySelectorAll(
            "datalist#touchpoints option").Select(option => option.Value("value")));
    }

    [Theory]
    [InlineData("Call centre", "", "Call centre")]
    [InlineData("", "Typed", "Typed")]
    [InlineData("Call centre", "Typed", "Call centre")]
    public async Task ChosenTouchpoint_ComesBeforeOneThatWasTyped(string chosen, string typed, string told)
    {
        var company = await app.CompanyAsync();
        var (key, _, _) = await app.Browser().SaveAsync(
            company, LogForms.Typed((typed, "8")).With("Input.Moments[0].Where", chosen));

        Assert.Equal(told, (await app.StoredDraftAsync(company, key)).Moments[0].Touchpoint);
    }

    private async Task<IEnumerable<string?>> ChipsAsync(Company company) =>
        Html.Parse(await app.Browser().GetStringAsync(company.LogAddress())).QuerySelectorAll("[name$='.Where']").Select(chip => chip.Value("value"));
}
