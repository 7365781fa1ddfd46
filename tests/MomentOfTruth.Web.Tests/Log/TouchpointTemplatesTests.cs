using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Log;

namespace MomentOfTruth.Web.Tests.Log;

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
            Assert.Equal(t.Channel, TouchpointTemplates.ChannelOf(t.Name));
            Assert.Equal(t.Channel, TouchpointTemplates.ChannelOf(t.KoreanName));
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

        var stored = await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).SelectMany(j => j.Moments).Single().Channel));

        Assert.Equal(channel, stored);
    }

    [Fact]
    public async Task CompanyWithTouchpointsOfItsOwn_IsNotAskedWhatItIs()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, [.. Enumerable.Range(1, 4).Select(i => TestData.Said($"Place {i}", "9"))]);
        Assert.Contains("Input.Kind", await app.Browser().GetStringAsync(company.LogAddress()), StringComparison.Ordinal);

        await app.JourneyAsync(company, TestData.Said("Place 5", "9"));

        Assert.DoesNotContain("Input.Kind", await app.Browser().GetStringAsync(company.LogAddress()), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Suggestions(string html)
    {
        var list = html[html.IndexOf("<datalist id=\"touchpoints\"", StringComparison.Ordinal)..];
        return [.. System.Text.RegularExpressions.Regex.Matches(list[..list.IndexOf("</datalist>", StringComparison.Ordinal)], "value=\"([^\"]*)\"").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];
    }
}
