using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>A quote that was left open takes rows for one cell: they are told and counted as the lines that they are.</summary>
public sealed class OpenQuotesTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{
    private const string Before = "day,text,shop\n2026-03-01,a,5\n2026-03-02,b,5\n2026-03-03,c,5\n2026-03-04,d,5\n";
    private const string After = "2026-03-08,h,5\n2026-03-09,\"two\nlines\",5\n";

    private readonly ImportFiles _files = new(app);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("2026-03-05,\"e,5\n2026-03-06,f,5\n2026-03-07,g,5\",\n")]
    [InlineData("2026-03-05,\"e,5\n2026-03-06,f,5\n2026-03-07,g\",5\n")]
    [InlineData("2026-03-05,\"e,5\n2026-03-06,f,5\n2026-03-07,\"g\",5\n")]
    [InlineData("\"2026-03-05,e,5\n2026-03-06,f,5\n2026-03-07\",g,5\n")]
    [InlineData("2026-03-05,e,\"5\n2026-03-06,f,5\n2026-03-07,g,5\"\n")]
    public async Task Lines6To8_AreThreeRejectedRows_AndReadingGoesOn(string open)
    {
        var company = await app.CompanyAsync();

        var result = await _files.ImportAsync("a.csv", Before + open + After, Mapping(company));

        Assert.Equal((6, 3), (result.Result.Journeys, result.Result.Skipped));
        Assert.Equal(["6", "7", "8"], result.Reasons.Select(reason => reason[..1]));
        Assert.All(result.Reasons, reason => Assert.Contains(": lines 6 to 8: a quote is left open", reason, StringComparison.Ordinal));
        Assert.Equal(4, Csv.Read(await File.ReadAllTextAsync(_files["a.csv.rejected.csv"]), isRagged: true).Count);
    }

    [Fact]
    public async Task RejectedLines_ComeInWhenTheQuoteIsGone_AndNotBefore()
    {
        var company = await app.CompanyAsync();
        await _files.ImportAsync("a.csv", Before + "2026-03-05,\"e,5\n2026-03-06,f,5\n2026-03-07,g\",5\n" + After, Mapping(company));

        var asTheyAre = await _files.ImportAsync("a.csv.rejected.csv", Mapping(company));
        await _files.CorrectAsync("a.csv.rejected.csv", "\"\"\"e\"", "e");
        await _files.CorrectAsync("a.csv.rejected.csv", "\"g\"\"\"", "g");
        var corrected = await _files.ImportAsync("a.csv.rejected.csv", Mapping(company));

        Assert.Equal((1, 2), (asTheyAre.Result.Journeys, asTheyAre.Result.Skipped));
        Assert.Equal((2, 1, 0), (corrected.Result.Journeys, corrected.Result.Known, corrected.Result.Skipped));
        Assert.Equal(9, await _files.CountAsync(company));
    }

    [Fact]
    public async Task CellOfSeveralLines_IsNotTakenForRowsThatRanTogether()
    {
        var company = await app.CompanyAsync();

        var result = await _files.ImportAsync("a.csv", "day,text,shop\n2026-03-01,\"one, two\nthree, four\nfive\",5\n", Mapping(company));

        Assert.Equal((1, 0), (result.Result.Journeys, result.Result.Skipped));
    }

    private static ImportMapping Mapping(Company company) => ImportFiles.Mapping($$"""
        {
          "shape": "wide", "company": { "value": "{{company.Name}}" }, "story": { "column": "text" }, "endedOn": { "column": "day" },
          "touchpoints": [{ "column": "shop", "name": "Shop", "channel": "store", "low": 1, "high": 5 }]
        }
        """);
}
