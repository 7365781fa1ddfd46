using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class BenchmarkTests
{
    private static readonly Guid Own = Guid.NewGuid();

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Of_SoManyOthers_HasQuartilesFromFiveOn(int others, bool has)
    {
        var benchmark = Benchmark.Of(Own, Companies(ownJourneys: 30, [.. Enumerable.Repeat(30, others)]));

        Assert.Equal(others, benchmark.Others);
        Assert.Equal((has, has, has), (benchmark.HasEnoughOthers, benchmark.Survival is not null, benchmark.EvenScore is not null));
    }

    [Theory]
    [InlineData(29, 4)]
    [InlineData(30, 5)]
    public void Of_AnOtherWithSoManyJourneys_CountsFromThirtyOn(int journeys, int others)
    {
        var benchmark = Benchmark.Of(Own, Companies(ownJourneys: 30, [30, 30, 30, 30, journeys]));

        Assert.Equal(others, benchmark.Others);
        Assert.Equal(others == 5, benchmark.Survival is not null);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Of_SoManyOwnJourneys_HasQuartilesFromThirtyOn(int journeys, bool has)
    {
        var benchmark = Benchmark.Of(Own, Companies(journeys, [30, 30, 30, 30, 30]));

        Assert.True(benchmark.HasEnoughOthers);
        Assert.Equal((has, has), (benchmark.Survival is not null, benchmark.EvenScore is not null));
    }

    [Fact]
    public void Of_TheOwnCompany_IsNotAmongTheOthers()
    {
        var benchmark = Benchmark.Of(Own, Companies(ownJourneys: 300, [30, 30, 30, 30, 30]));

        Assert.Equal((5, 5), (benchmark.Others, benchmark.Survival!.Others));
        Assert.Equal(300, benchmark.Own.N);
    }

    [Fact]
    public void Quartiles_LieBetweenTheValuesAsInSpreadsheets()
    {
        var spread = Quartiles.Of([4, 1, 3, 2], 3);

        Assert.Equal(
            (1.0, 1.75, 2.5, 3.25, 4.0), (spread.Lowest, spread.LowerQuartile, spread.Median, spread.UpperQuartile, spread.Highest));
        Assert.Equal((4, 2), (spread.Others, spread.Below));
    }

    private static Dictionary<Guid, LedgerTotals> Companies(int ownJourneys, int[] others)
    {
        var companies = others.ToDictionary(_ => Guid.NewGuid(), Totals);
        companies[Own] = Totals(ownJourneys);
        return companies;
    }

    private static LedgerTotals Totals(int journeys) => new(
    [
        (TallyKind.Journeys, "", new TallyCount(journeys, 0)),
        (TallyKind.Collapsed, "", new TallyCount(10, 0)),
        (TallyKind.EvenScore, "", new TallyCount(journeys, journeys * 50_000_000_000)),
    ]);
}
