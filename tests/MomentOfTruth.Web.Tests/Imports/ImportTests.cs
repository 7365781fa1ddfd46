using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Imports;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests.Imports;

public sealed class ImportTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{
    private const string Header = "day,text,shop,call,web,again\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wide_MakesOneJourneyOfARow_OnItsScale()
    {
        var company = await app.CompanyAsync();
        var result = await ImportAsync(company, Header + "2026-03-01,fine,5,1,3,yes\n3rd April 2026,late,4,NA,0,no\n");

        Assert.Equal("imported 2 journeys, 5 moments; skipped 0 rows", result.ToString());
        var journeys = await JourneysAsync(company);
        Assert.Equal([100, 0, 50], journeys[0].Moments.Select(m => m.Score.Tenths));
        Assert.Equal((new DateOnly(2026, 3, 1), Outcome.Stayed, "fine"), (journeys[0].EndedOn, journeys[0].Outcome, journeys[0].Story));
        Assert.Equal([75, 0], journeys[1].Moments.Select(m => m.Score.Tenths));
        Assert.Equal((new DateOnly(2026, 4, 3), Outcome.Left), (journeys[1].EndedOn, journeys[1].Outcome));
    }

    [Fact]
    public async Task SecondTime_AddsNothing_AndEqualRowsAreTwoJourneys()
    {
        var company = await app.CompanyAsync();
        var text = Header + "2026-03-01,same,5,1,3,yes\n2026-03-01,same,5,1,3,yes\n";

        var first = await ImportAsync(company, text);
        var second = await ImportAsync(company, text);
        var third = await ImportAsync(company, text + "2026-03-01,same,5,1,3,yes\n");

        Assert.Equal((2, 0), (first.Journeys, first.Known));
        Assert.Equal((0, 2), (second.Journeys, second.Known));
        Assert.Equal((1, 2), (third.Journeys, third.Known));
        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    [Theory]
    [InlineData("2026-03-01,off the scale,6,1,3,yes", "\"shop\" is off its scale: \"6\" (1 to 5)")]
    [InlineData("2026-03-01,below the scale,5,-1,3,yes", "\"call\" is off its scale: \"-1\" (1 to 5)")]
    [InlineData("2026-03-01,no number,5,good,3,yes", "\"call\" is no number: \"good\" (1 to 5)")]
    [InlineData("2026-02-30,no day,5,1,3,yes", "the day on which it ended cannot be read: \"2026-02-30\" (yyyy-MM-dd, d MMMM yyyy)")]
    [InlineData(",no day,5,1,3,yes", "the day on which it ended cannot be read (yyyy-MM-dd, d MMMM yyyy)")]
    [InlineData("2026-03-01,too few,5,,N/A,yes", "moments: 1, not 2 to 100")]
    [InlineData("2026-03-01,outcome,5,1,3,perhaps", "the outcome is not in the mapping: \"perhaps\" (yes, no)")]
    [InlineData("1989-12-31,too early,5,1,3,yes", "the day on which it ended is before 1990-01-01: \"1989-12-31\"")]
    [InlineData("9999-12-31,never,5,1,3,yes", "the day on which it ended has not come yet: \"9999-12-31\"")]
    [InlineData("2026-03-01,cells,5,1,3", "the row has 5 cells, the header 6")]
    [InlineData("2026-03-01,nul \0,5,1,3,yes", "the story holds a NUL")]
    public async Task BadRow_IsRejectedWithItsReason_AndTheOthersComeIn(string row, string reason)
    {
        var company = await app.CompanyAsync();
        var reasons = new List<(int, string)>();

        var result = await ImportAsync(company, Header + "2026-03-01,good,5,1,3,yes\n" + row + "\n2026-03-02,good,5,1,3,yes\n", reasons);

        Assert.Equal((2, 1), (result.Journeys, result.Skipped));
        Assert.Equal([(3, reason)], reasons);
        var rejected = Csv.Read(await File.ReadAllTextAsync(FileName + ".rejected.csv"), isRagged: true);
        Assert.Equal(["line", "reason", .. Header.Trim().Split(',')], rejected[0]);
        Assert.Equal(["3", reason, .. row.Split(',')], rejected[1].Select(cell => SpreadsheetText.Unguard(cell)!));
    }

    [Fact]
    public async Task BrokenQuote_SaysWhere_AndWhatStandsBeforeIsThere()
    {
        var company = await app.CompanyAsync();
        var result = await ImportAsync(
            company, Header + "2026-03-01,good,5,1,3,yes\n2026-03-01,\"never closed,5,1,3,yes\n2026-03-01,more,5,1,3,yes\n");

        Assert.Equal((1, 3), (result.Journeys, result.Broken!.Line));
        Assert.Equal("a quote is not closed", result.Broken.Reason);
    }

    // Most of it is UTF-8: another encoding would read all of its letters wrong.
    [Fact]
    public async Task BrokenUtf8_SaysWhere_AndWhatStandsBeforeIsThere()
    {
        var company = await app.CompanyAsync();
        byte[] text = [.. Encoding.UTF8.GetBytes(Header + "2026-03-01,매장이 좋아요,5,1,3,yes\n2026-03-01,S"), 0xF6, .. "hne,5,1,3,yes\n"u8];

        var result = await ImportAsync(company, text);

        Assert.Equal((1, 3, "the text is not UTF-8"), (result.Journeys, result.Broken!.Line, result.Broken.Reason));
    }

    [Fact]
    public async Task DryRun_WritesNothing()
    {
        var company = await app.CompanyAsync();
        await File.WriteAllTextAsync(FileName, Header + "2026-03-01,good,5,1,3,yes\nbad\n");
        var before = await StoreCounts.OfAsync(app);

        var result = await app.InScopeAsync(
            s => s.GetRequiredService<CsvImport>().RunAsync(FileName, Mapping(company), new() { IsDryRun = true }, _ => { }, _ => { }, default));

        Assert.Equal((1, 1), (result.Journeys, result.Skipped));
        Assert.Equal(before, await StoreCounts.OfAsync(app));
        Assert.Equal(["file.csv", "file.csv.rejected.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("en", "")]
    [InlineData("en", "?format=plain")]
    [InlineData("ko", "")]
    public async Task ExportedTexts_ComeBackAsTheyWere(string culture, string format)
    {
        string[] texts = ["=1+1", "'=1+1", "'quoted'", "-5", "＠x", "line\nbreak", "\"q\", c", "한국어 😀", "plain"];
        var (from, to) = (await app.CompanyAsync(), await app.CompanyAsync());
        foreach (var text in texts)
        {
            await app.FinishedAsync(
                from, Outcome.Left, null, TestData.Said(text.Replace('\n', ' '), "7.5", story: text), TestData.Said("Shop", "0"));
        }

        var browser = await app.SignedInAsync(from, CompanyRole.Manager);
        await File.WriteAllTextAsync(FileName, await browser.GetStringAsync($"/{culture}/companies/{from.Slug}/export/moments.csv{format}"));
        var (mapping, problems) = ImportMappingJson.Parse($$"""
            {
              "shape": "long", "company": { "value": "{{to.Name}}" }, "journey": { "column": "journey" }, "touchpoint": { "column": "touchpoint" },
              "channel": { "column": "channel" }, "occurredOn": { "column": "occurred_on", "formats": ["yyyy-MM-dd"] },
              "endedOn": { "column": "ended_on", "formats": ["yyyy-MM-dd"] }, "outcome": { "column": "outcome" },
              "score": { "column": "score", "low": 0, "high": 10 }
            }
            """);
        Assert.Empty(problems);

        var result = await app.InScopeAsync(
            s => s.GetRequiredService<CsvImport>().RunAsync(FileName, mapping!, new(), _ => { }, _ => { }, default));

        Assert.Equal((texts.Length, texts.Length * 2, 0), (result.Journeys, result.Moments, result.Skipped));
        var (told, read) = (await TouchpointsAsync(from), await TouchpointsAsync(to));
        Assert.Equal(told, read);
        Assert.Equal(
            (await JourneysAsync(from)).Select(j => (j.Day, j.Outcome, string.Join(' ', j.Moments.Select(m => (m.Score, m.Channel))))),
            (await JourneysAsync(to)).Select(j => (j.Day, j.Outcome, string.Join(' ', j.Moments.Select(m => (m.Score, m.Channel))))));
    }

    private string FileName => Path.Combine(_folder.Path, "file.csv");

    private static ImportMapping Mapping(Company company)
    {
        var (mapping, problems) = ImportMappingJson.Parse($$"""
            {
              "shape": "wide", "company": { "value": "{{company.Name}}" }, "story": { "column": "text" },
              "endedOn": { "column": "day", "formats": ["yyyy-MM-dd", "d MMMM yyyy"] }, "missing": ["", "NA", "N/A"], "minMoments": 2,
              "outcome": { "column": "again", "map": { "yes": "stayed", "no": "left" } },
              "touchpoints": [
                { "column": "shop", "name": "Shop", "channel": "store", "low": 1, "high": 5, "zero": "missing" },
                { "column": "call", "name": "Call centre", "channel": "phone", "low": 1, "high": 5, "zero": "error" },
                { "column": "web", "name": "Website", "channel": "web", "low": 1, "high": 5, "zero": "lowest" }
              ]
            }
            """);
        Assert.Empty(problems);
        return mapping!;
    }

    private Task<ImportResult> ImportAsync(Company company, string text, List<(int, string)>? reasons = null) =>
        ImportAsync(company, Encoding.UTF8.GetBytes(text), reasons);

    private async Task<ImportResult> ImportAsync(Company company, byte[] bytes, List<(int, string)>? reasons = null)
    {
        await File.WriteAllBytesAsync(FileName, bytes);
        return await app.InScopeAsync(s => s.GetRequiredService<CsvImport>()
            .RunAsync(FileName, Mapping(company), new(), row => reasons?.Add((row.Line, row.Reason.ToString())), _ => { }, default));
    }

    private Task<List<string>> TouchpointsAsync(Company company) => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Touchpoints
        .Where(t => t.CompanyId == company.Id).OrderBy(t => t.NameKey).Select(t => t.Name).ToListAsync());

    private Task<List<Journey>> JourneysAsync(Company company) => app.InScopeAsync(async s =>
    {
        var journeys = await s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).Include(j => j.Moments).OrderBy(j => j.Id)
            .ToListAsync();
        journeys.ForEach(j => j.PutInOrder());
        return journeys.OrderBy(j => j.Day).ToList();
    });
}
