using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>One file may hold journeys of several companies, each of which counts its journeys in its own way.</summary>
public sealed class ImportOfSeveralCompaniesTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{
    private const string Wide = """
        {
          "shape": "wide", "company": { "column": "company" }, "externalId": { "column": "id" },
          "endedOn": { "column": "day", "formats": ["yyyy-MM-dd"] },
          "touchpoints": [{ "column": "shop", "name": "Shop", "channel": "store", "low": 1, "high": 5 }]
        }
        """;

    private const string Long = """
        {
          "shape": "long", "company": { "column": "company" }, "journey": { "column": "journey" }, "touchpoint": { "column": "place" },
          "occurredOn": { "column": "day", "formats": ["yyyy-MM-dd"] }, "score": { "column": "score", "low": 1, "high": 5 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wide_TheSameIdInTwoCompanies_IsTwoJourneys_AndTwiceInOneIsRefused()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());

        var (result, reasons) = await ImportAsync(
            Wide, "company,id,day,shop\n", (ours, "7,2026-03-01,5"), (theirs, "7,2026-03-01,4"), (ours, "7,2026-03-02,3"));

        Assert.Equal((2, 1), (result.Journeys, result.Skipped));
        Assert.Equal([(4, "the id was in the file before: \"7\"")], reasons);
        Assert.Equal(["id:7"], await KeysAsync(ours));
        Assert.Equal(["id:7"], await KeysAsync(theirs));
    }

    [Fact]
    public async Task Long_TheSameJourneyInTwoCompanies_IsTwoJourneys_WhereverItsRowsStand()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());

        var (result, reasons) = await ImportAsync(
            Long, "company,journey,day,place,score\n",
            (ours, "7,2026-03-01,Shop,5"), (ours, "7,2026-03-02,Phone,4"), (theirs, "7,2026-03-01,Shop,5"), (ours, "7,2026-03-03,Shop,3"));

        Assert.Equal((2, 4, 0), (result.Journeys, result.Moments, result.Skipped));
        Assert.Empty(reasons);
        Assert.Equal(["id:7"], await KeysAsync(ours));
        Assert.Equal(["id:7"], await KeysAsync(theirs));
    }

    [Fact]
    public async Task SecondFile_KnowsTheIdsOfEachCompany_AndNotThoseOfTheOther()
    {
        var (ours, theirs) = (await app.CompanyAsync(), await app.CompanyAsync());
        await ImportAsync(Wide, "company,id,day,shop\n", (ours, "7,2026-03-01,5"), (theirs, "8,2026-03-01,5"));

        var (result, _) = await ImportAsync(
            Wide, "company,id,day,shop\n", (ours, "7,2026-03-01,5"), (theirs, "7,2026-03-01,4"), (ours, "8,2026-03-01,4"));

        Assert.Equal((2, 1, 0), (result.Journeys, result.Known, result.Skipped));
        Assert.Equal(["id:7", "id:8"], await KeysAsync(ours));
        Assert.Equal(["id:7", "id:8"], await KeysAsync(theirs));
    }

    private async Task<(ImportResult Result, List<(int Line, string Reason)> Reasons)> ImportAsync(
        string mappingJson, string header, params (Company Company, string Cells)[] rows)
    {
        var (mapping, problems) = ImportMappingJson.Parse(mappingJson);
        Assert.Empty(problems);
        var file = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, header + string.Concat(rows.Select(row => $"{row.Company.Name},{row.Cells}\n")));
        var reasons = new List<(int, string)>();
        var result = await app.InScopeAsync(s => s.GetRequiredService<CsvImport>()
            .RunAsync(file, mapping!, new(), row => reasons.Add((row.Line, row.Reason.ToString())), _ => { }, default));
        return (result, reasons);
    }

    private Task<List<string?>> KeysAsync(Company company) => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>()
        .JourneysOf(company.Id).OrderBy(j => j.ImportKey).Select(j => j.ImportKey).ToListAsync());
}
