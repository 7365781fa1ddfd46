using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Exports;

/// <summary>What people may write comes back as they wrote it: on their page, on the company's, and in its files.</summary>
public sealed class UnicodeTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task EveryText_ComesBackAsItWas()
    {
        var administrator = await app.SignedInAsync(await app.PersonAsync(await app.CompanyAsync(), null, isAdministrator: true));
        foreach (var text in UnicodeCorpus.HandPicked.Take(76))
        {
            var company = await app.CompanyAsync();
            var name = UnicodeCorpus.NameOf(text);
            var customer = app.Browser();
            var typed = LogForms.Typed((name, "8")).With("Input.Title", text).With("Input.Product", name).With(
                "Input.Moments[0].Story", text + "\n" + text);
            var (journey, _) = await customer.SendAsync(company.LogAddress(), typed);
            await customer.SubmitAsync(
                await customer.GetStringAsync(journey + "/finish"), "Version", ("Input.Outcome", "left-for-competitor"),
                ("Input.Competitor", name));

            AssertShown(await customer.GetStringAsync(journey), text, name);
            AssertShown(await administrator.GetStringAsync($"/en/companies/{company.Slug}/journeys/{journey.Split('/')[^1]}"), text, name);
            if (text.IndexOfAny(['<', '"', '\'', '&']) >= 0)
            {
                AssertShown(await administrator.GetStringAsync($"/ko/companies/{company.Slug}?period=all"), name);
            }

            AssertShown(await administrator.GetStringAsync($"/ko/companies/{company.Slug}/journeys"), text);

            var row = Csv.Read(await administrator.GetStringAsync($"/ko/companies/{company.Slug}/export/journeys.csv?format=plain"))[1];
            var moment = Csv.Read(await administrator.GetStringAsync($"/en/companies/{company.Slug}/export/moments.csv?format=plain"))[1];
            Assert.Equal(
                (name, text, name), (SpreadsheetText.Unguard(row[2]), SpreadsheetText.Unguard(row[3]), SpreadsheetText.Unguard(row[10])));
            Assert.Equal(
                (name, name, text + "\n" + text),
                (SpreadsheetText.Unguard(moment[2]), SpreadsheetText.Unguard(moment[4]), SpreadsheetText.Unguard(moment[9])));
            Assert.All(row.Concat(moment).Where(cell => cell.Length > 0), cell => Assert.DoesNotContain(cell[0], "=+-@\t\r＝＋－＠"));
        }
    }

    [Fact]
    public async Task FiveHundredTexts_ComeBackFromFormDraftPagesCsvAndJson()
    {
        Assert.Equal(500, UnicodeCorpus.All.Distinct().Count());
        var company = await app.CompanyAsync();
        var manager = await app.SignedInAsync(company, CompanyRole.Manager);
        var home = $"/en/companies/{company.Slug}";
        foreach (var texts in Enumerable.Range(0, 500).Chunk(Journey.MaxMoments))
        {
            var customer = app.Browser();
            var typed = LogForms.Typed([.. texts.Select(i => (UnicodeCorpus.NameOf(i), "8"))]).With(
                "Input.Title", UnicodeCorpus.All[texts[0]]);
            foreach (var (at, i) in texts.Index())
            {
                typed[$"Input.Moments[{at}].Story"] = UnicodeCorpus.All[i];
            }

            var (key, _, _) = await customer.SaveAsync(company, typed);
            var draft = await app.StoredDraftAsync(company, key);
            Assert.Equal(texts.Select(UnicodeCorpus.NameOf), draft.Moments.Select(m => m.Touchpoint));
            Assert.Equal(texts.Select(i => UnicodeCorpus.All[i]), draft.Moments.Select(m => m.Story));
            var form = await customer.GetStringAsync($"{company.LogAddress()}?draft={key}&moment=1");
            Assert.Equal(UnicodeCorpus.All[texts[0]], Forms.FormOf(form, "Input.Opened").Fields["Input.Moments[0].Story"]);

            var (journey, _) = await customer.SendAsync(company.LogAddress(), typed);
            await customer.SubmitAsync(await customer.GetStringAsync(journey + "/finish"), "Version", ("Input.Outcome", "stayed"));
            Assert.Equal(texts.Select(i => UnicodeCorpus.All[i]), Stories(await customer.GetStringAsync(journey), "words"));
            Assert.Equal(
                texts.Select(i => UnicodeCorpus.All[i]),
                Stories(await manager.GetStringAsync($"{home}/journeys/{journey.Split('/')[^1]}"), "words"));
        }

        var moments = Csv.Read(await manager.GetStringAsync(home + "/export/moments.csv?format=plain")).Skip(1)
            .Select(cells => (SpreadsheetText.Unguard(cells[4])!, SpreadsheetText.Unguard(cells[9])!));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (UnicodeCorpus.NameOf(i), UnicodeCorpus.All[i])).Order(), moments.Order());

        // What the command prints: the page's own JSON names the worst touchpoints only.
        var measures = await app.InScopeAsync(s => s.GetRequiredService<MeasuresQuery>().RunAsync(new LedgerScope(company.Id), default));
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(MeasuresSummary.Of(measures)));
        var named = Strings(json.RootElement).ToHashSet();
        Assert.All(Enumerable.Range(0, 500), i => Assert.Contains(UnicodeCorpus.NameOf(i), named));
    }

    [Fact]
    public async Task TextThatCannotBeStored_IsKeptInTheDraftAndRefusedByTheCheck()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        foreach (var text in UnicodeCorpus.Refused)
        {
            var typed = LogForms.Typed(("Shop", "8")).With("Input.Moments[0].Story", text);

            var (key, _, _) = await browser.SaveAsync(company, typed);
            var answer = await browser.GetAsync($"{company.LogAddress()}/check/{key}");

            Assert.Equal($"{company.LogAddress()}?draft={key}&moment=1&wrong=1", answer.Headers.Location?.OriginalString);
            var drawn = await (await browser.GetAsync(answer.Headers.Location)).Content.ReadAsStringAsync();
            Assert.Contains("a character that cannot be stored", drawn, StringComparison.Ordinal);
            Assert.Equal("Input.Moments[0].Story", Html.Parse(drawn).One("textarea").Value("name"));
            // As it is written: some of these a browser reads as another character (&#x85; as …).
            var kept = text.Replace('\0', '\u0001');
            Assert.Contains($">\n{kept}</textarea>", WebUtility.HtmlDecode(drawn), StringComparison.Ordinal);
        }
    }

    // Each stands by itself: whatever direction it has, it turns nothing around it.
    private static IEnumerable<string> Stories(string html, string kind) =>
        Html.Parse(html).QuerySelectorAll($"p.{kind}[dir=auto]").Select(story => story.TextContent);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };

    private static void AssertShown(string html, params string[] texts) => Assert.All(texts, text =>
    {
        Assert.Contains(text, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.True(
            !text.Contains('<', StringComparison.Ordinal) || !html.Contains(text, StringComparison.Ordinal),
            $"{text} is on the page as it was typed");
    });
}
