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
    [InlineData("en", "airline", "Baggage claim", "Activation")]
    [InlineData("ko", "telecom", "개통", "수하물 수취")]
    public async Task Kind_Chosen_SuggestsItsTouchpoints_AndIsRemembered(string culture, string kind, string suggested, string other)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();

        var answer = await browser.PressAsync(company.LogAddress(culture), LogForms.Typed(("Shop", "8")).With("Input.Kind", kind), "kind");

        var list = Suggestions(await answer.Content.ReadAsStringAsync());
        Assert.Contains(suggested, list);
        Assert.DoesNotContain(other, list);
        var (key, _, _) = await browser.SaveAsync(company, LogForms.Typed(("Shop", "8")).With("Input.Kind", kind));
        var draft = await browser.GetStringAsync($"{company.LogAddress(culture)}?draft={key}");
        Assert.Equal(kind, Forms.FormOf(draft, "Input.Title").Fields["Input.Kind"]);
        Assert.Contains(suggested, Suggestions(draft));
    }

    [Theory]
    [InlineData("ko", "고객센터", Channel.Phone)]
    [InlineData("en", "call  CENTRE", Channel.Phone)]
    [InlineData("en", "Cash machine", Channel.Device)]
    [InlineData("en", "Somewhere else", Channel.Other)]
    public async Task SuggestedTouchpoint_LeftAsUsual_HasItsChannel(string culture, string touchpoint, Channel channel)
    {
        var company = await app.CompanyAsync();
        await app.Browser().SendAsync(company.LogAddress(culture), LogForms.Typed((touchpoint, "8")).With("Input.Moments[0].Channel", ""));

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
    public async Task CompanyWithTouchpointsOfItsOwn_IsNotAskedWhatItIs()
    {
        var company = await app.CompanyAsync();
        await app.PersonAsync(company, CompanyRole.Owner);
        Task KeepAsync(string place) => app.InScopeAsync(s => s.GetRequiredService<CompanyRegister>().FindOrAddTouchpointAsync(
            company.Id, place, Channel.Store, default));
        foreach (var place in new[] { "Place 1", "Place 2", "Place 3", "Place 4" })
        {
            await KeepAsync(place);
        }

        Assert.Contains("Input.Kind", await app.Browser().GetStringAsync(company.LogAddress()), StringComparison.Ordinal);

        await KeepAsync("Place 5");

        Assert.DoesNotContain("Input.Kind", await app.Browser().GetStringAsync(company.LogAddress()), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Suggestions(string html) =>
        [.. Html.Parse(html).One("datalist#touchpoints").QuerySelectorAll("option").Select(option => option.Value("value"))];
}
