using System.Globalization;
using System.Text;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>Files with one row a moment: a journey comes in whole, wherever its rows stand, or not at all.</summary>
public sealed class LongFilesTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{
    private const string Header = "ticket,place,day,score\n";

    private readonly ImportFiles _files = new(app);

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task RowsOfAThousandJourneys_SortedByDay_AreAThousandWholeJourneys()
    {
        var company = await app.CompanyAsync();
        var text = new StringBuilder(Header);
        for (var day = 1; day <= 3; day++)
        {
            for (var journey = 1; journey <= 1000; journey++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{journey},Place {day},2026-03-0{day},{day}\n");
            }
        }

        var first = await _files.ImportAsync("long.csv", text.ToString(), Mapping(company));
        var again = await _files.ImportAsync("long.csv", Mapping(company));

        Assert.Equal("imported 1000 journeys, 3000 moments; skipped 0 rows", first.Result.ToString());
        Assert.Equal((0, 0, 3000), (again.Result.Journeys, again.Result.Updated, again.Result.Known));
        Assert.Equal("03-03 10 20 30", Assert.Single((await _files.ScoresAsync(company)).Distinct()));
        await _files.VerifyAsync(company);
    }

    [Fact]
    public async Task OneRefusedRow_RefusesItsJourneyWithAllItsRows_AndTheyComeInCorrected()
    {
        var company = await app.CompanyAsync();
        var result = await _files.ImportAsync(
            "long.csv", Header + "1,Shop,2026-03-01,5\n2,Shop,2026-03-01,5\n1,Phone,2026-03-02,99\n2,Phone,2026-03-02,6\n", Mapping(company));

        Assert.Equal("imported 1 journeys, 2 moments; skipped 2 rows", result.Result.ToString());
        Assert.Equal(
            ["2: line 4: \"score\" is off its scale: \"99\" (0 to 10)", "4: \"score\" is off its scale: \"99\" (0 to 10)"], result.Reasons);
        Assert.Equal(["03-02 50 60"], await _files.ScoresAsync(company));

        await _files.CorrectAsync("long.csv.rejected.csv", ",99", ",9");
        var joined = await _files.ImportAsync("long.csv.rejected.csv", Mapping(company));
        var corrected = await _files.ImportAsync(
            "long.csv", Header + "1,Shop,2026-03-01,5\n2,Shop,2026-03-01,5\n1,Phone,2026-03-02,9\n2,Phone,2026-03-02,6\n", Mapping(company));

        Assert.Equal((1, true, result.Result.BatchId), (joined.Result.Journeys, joined.Result.IsJoined, joined.Result.BatchId));
        Assert.Equal((0, 0, 4), (corrected.Result.Journeys, corrected.Result.Updated, corrected.Result.Known));
        Assert.Equal(["03-02 50 60", "03-02 50 90"], (await _files.ScoresAsync(company)).Order());
    }

    // Whoever corrects the one wrong row may keep only that one.
    [Fact]
    public async Task RejectedRows_OfWhichSomeAreTakenOut_StayRejected_UntilTheyAreBack()
    {
        var company = await app.CompanyAsync();
        await _files.ImportAsync(
            "long.csv", Header + "1,Shop,2026-03-01,5\n2,Shop,2026-03-01,5\n1,Phone,2026-03-02,99\n2,Phone,2026-03-02,6\n", Mapping(company));
        await _files.CorrectAsync("long.csv.rejected.csv", ",99", ",9");
        var whole = await File.ReadAllTextAsync(_files["long.csv.rejected.csv"]);

        await File.WriteAllTextAsync(_files["long.csv.rejected.csv"], string.Join("\r\n", whole.Split("\r\n").Where((_, line) => line != 1)));
        var partly = await _files.ImportAsync("long.csv.rejected.csv", Mapping(company));
        await File.WriteAllTextAsync(_files["long.csv.rejected.csv"], whole);
        var again = await _files.ImportAsync("long.csv.rejected.csv", Mapping(company));

        Assert.Equal((0, 1), (partly.Result.Journeys, partly.Result.Skipped));
        Assert.Contains("other rows of this journey", Assert.Single(partly.Reasons), StringComparison.Ordinal);
        Assert.Equal((1, 0), (again.Result.Journeys, again.Result.Skipped));
        Assert.Equal(["03-02 50 60", "03-02 50 90"], (await _files.ScoresAsync(company)).Order());
    }

    // A row of the wrong length still names its journey, which would lack a moment without it.
    [Fact]
    public async Task RowThatCannotBeRead_RefusesTheJourneyThatItNames()
    {
        var company = await app.CompanyAsync();
        var result = await _files.ImportAsync(
            "long.csv", Header + "1,Shop,2026-03-01,5\n2,Shop,2026-03-01,5\n1,Phone, hotline,2026-03-02,4\n", Mapping(company));

        Assert.Equal((1, 2), (result.Result.Journeys, result.Result.Skipped));
        Assert.Equal(["03-01 50"], await _files.ScoresAsync(company));
    }

    [Fact]
    public async Task FileThatBreaks_BringsNothing_AsAnyJourneyMayGoOnBehind()
    {
        var company = await app.CompanyAsync();
        var result = await _files.ImportAsync(
            "long.csv", Header + "1,Shop,2026-03-01,5\n2,Shop,2026-03-01,5\n1,\"Phone,2026-03-02,4\n", Mapping(company));

        Assert.Equal((0, 4), (result.Result.Journeys, result.Result.Broken!.Line));
        Assert.Equal(0, await _files.CountAsync(company));
    }

    [Fact]
    public async Task KnownJourney_WithMoreMoments_IsUpdated_AndWithFewerIsRefused()
    {
        var company = await app.CompanyAsync();
        await _files.ImportAsync("a.csv", Header + "1,Shop,2026-03-01,5\n1,Phone,2026-03-02,4\n", Mapping(company));

        var more = await _files.ImportAsync(
            "a.csv", Header + "1,Shop,2026-03-01,5\n1,Phone,2026-03-02,4\n1,Web,2026-03-03,0\n", Mapping(company));
        var fewer = await _files.ImportAsync("b.csv", Header + "1,Web,2026-03-04,3\n", Mapping(company));

        Assert.Equal((0, 1), (more.Result.Journeys, more.Result.Updated));
        Assert.Equal((0, 0, 1), (fewer.Result.Journeys, fewer.Result.Updated, fewer.Result.Skipped));
        Assert.Equal(["03-03 50 40 0"], await _files.ScoresAsync(company));
        await _files.VerifyAsync(company);
    }

    [Fact]
    public async Task JourneyOfTooManyRows_IsRefused_AndTheOthersComeIn()
    {
        var company = await app.CompanyAsync();
        var rows = string.Concat(Enumerable.Repeat("1,Shop,2026-03-01,5\n", JourneySpool.MostRows + 1));

        var result = await _files.ImportAsync("a.csv", Header + rows + "2,Shop,2026-03-01,5\n", Mapping(company));

        Assert.Equal((1, JourneySpool.MostRows + 1), (result.Result.Journeys, result.Result.Skipped));
    }

    private static ImportMapping Mapping(Company company) => ImportFiles.Mapping($$"""
        {
          "shape": "long", "company": { "value": "{{company.Name}}" }, "journey": { "column": "ticket" }, "touchpoint": { "column": "place" },
          "occurredOn": { "column": "day" }, "score": { "column": "score", "low": 0, "high": 10 }
        }
        """);
}
