using System.Text.Json;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>Who may be compared with whom: with fewer than five others a spread would tell too much of each of them.</summary>
public sealed class BenchmarkRuleTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly Guid Own = Guid.CreateVersion7();

    [Theory]
    [InlineData(0, 30, 30, false)]
    [InlineData(4, 30, 30, false)]
    [InlineData(5, 30, 30, true)]
    [InlineData(6, 30, 30, true)]
    [InlineData(5, 29, 30, false)]
    [InlineData(5, 30, 29, false)]
    public void Of_FiveOthersAndThirtyJourneysEach_AreTheFewest(int others, int theirJourneys, int ownJourneys, bool isShown)
    {
        var companies = Enumerable.Range(0, others).ToDictionary(_ => Guid.CreateVersion7(), i => Totals(theirJourneys, collapsed: i));
        companies[Own] = Totals(ownJourneys, collapsed: 2);

        var benchmark = Benchmark.Of(Own, companies);

        Assert.Equal((isShown, isShown), (benchmark.Survival is not null, benchmark.EvenScore is not null));
        Assert.Equal(theirJourneys < 30 ? 0 : others, benchmark.Others);
        Assert.Equal(benchmark.Others >= 5, benchmark.HasEnoughOthers);
    }

    // The others by hand: 30, 29, 28, 27 and 26 of 30 survived; the company itself has 28 of 30 and is not among them.
    [Fact]
    public void Of_TheOthers_AreAllButTheCompanyItself()
    {
        var companies = Enumerable.Range(0, 5).ToDictionary(_ => Guid.CreateVersion7(), i => Totals(30, collapsed: i));
        companies[Own] = Totals(30, collapsed: 2);

        var survival = Benchmark.Of(Own, companies).Survival!;

        Assert.Equal((5, 2), (survival.Others, survival.Below));
        Assert.Equal((26 / 30.0, 28 / 30.0, 1.0), (survival.Lowest, survival.Median, survival.Highest));
    }

    [Fact]
    public void Of_ACompanyWithoutJourneys_IsComparedWithNobody()
    {
        var benchmark = Benchmark.Of(Own, Enumerable.Range(0, 5).ToDictionary(_ => Guid.CreateVersion7(), i => Totals(30, collapsed: i)));

        Assert.Equal((0, 5), (benchmark.Own.N, benchmark.Others));
        Assert.Null(benchmark.Survival);
        Assert.Null(benchmark.EvenScore);
    }

    // The tests share a store, so each number of others has a period of its own.
    [Theory]
    [InlineData(4, 2033, false)]
    [InlineData(5, 2034, true)]
    public async Task Files_TellASpreadOnlyOfFiveOthersOrMore(int others, int year, bool isTold)
    {
        var day = new DateOnly(year, 5, 5);
        var own = await CompanyAsync(day, survived: 15);
        for (var i = 0; i < others; i++)
        {
            await CompanyAsync(day, survived: 10);
        }

        var browser = await app.SignedInAsync(own, CompanyRole.Viewer);
        var (address, query) = ($"/en/companies/{own.Slug}", $"?from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}");
        using var json = JsonDocument.Parse(await browser.GetStringAsync(address + ".json" + query));
        var benchmark = json.RootElement.GetProperty("benchmark");
        var csv = await browser.GetStringAsync(address + ".csv" + query);

        Assert.Equal(others, benchmark.GetProperty("others").GetInt32());
        Assert.Equal(isTold, benchmark.GetProperty("survival").ValueKind != JsonValueKind.Null);
        Assert.Equal(isTold, benchmark.GetProperty("evenScore").ValueKind != JsonValueKind.Null);
        Assert.Equal(isTold, csv.Contains("benchmarkSurvival,", StringComparison.Ordinal));
        Assert.Equal(isTold, csv.Contains("benchmarkEvenScore,", StringComparison.Ordinal));
    }

    private static LedgerTotals Totals(int journeys, int collapsed)
    {
        var bag = new CountBag();
        bag.Add(new WholeKey(TallyKind.Journeys), new TallyCount(journeys, 0));
        bag.Add(new WholeKey(TallyKind.Collapsed), new TallyCount(collapsed, 0));
        bag.Add(new WholeKey(TallyKind.EvenScore), new TallyCount(journeys, (long)((journeys - collapsed) / Tally.Unit)));
        return new LedgerTotals(bag);
    }

    private async Task<Company> CompanyAsync(DateOnly day, int survived)
    {
        var company = await app.CompanyAsync("Compared");
        await ToldJourney.LogAsync(app, company,
            [.. ToldJourney.Times(survived, new("A9", Day: day)), .. ToldJourney.Times(30 - survived, new("A0", Day: day))]);
        return company;
    }
}
