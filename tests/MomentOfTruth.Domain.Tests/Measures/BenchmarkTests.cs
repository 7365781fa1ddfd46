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

    [Fact]
    public void Quartiles_OfUnevenValues_AreInProportion()
    {
        var uneven = Quartiles.Of([1, 3, 7, 20], 0);

        Assert.Equal((2.5, 5.0, 10.25), (uneven.LowerQuartile, uneven.Median, uneven.UpperQuartile));
    }

    [Fact]
    public void Quartiles_OfOneValue_AreThatValue()
    {
        var alone = Quartiles.Of([7], 8);

        Assert.Equal(
            (7.0, 7.0, 7.0, 7.0, 7.0, 1), (alone.Lowest, alone.LowerQuartile, alone.Median, alone.UpperQuartile, alone.Highest, alone.Below));
    }

    [Fact]
    public void Of_EvenScores_AreOfTen()
    {
        var benchmark = Benchmark.Of(Own, Companies(ownJourneys: 30, [30, 30, 30, 30, 30]));

        Assert.Equal(5, benchmark.OwnEvenScore!.Value, 9);
        Assert.Equal(5, benchmark.EvenScore!.Median, 9);
    }

    [Fact]
    public void Of_ACompanyWithoutJourneys_IsComparedWithNoOther()
    {
        var companies = Companies(ownJourneys: 30, [30, 30, 30, 30, 30]);
        companies.Remove(Own);

        var benchmark = Benchmark.Of(Own, companies);

        Assert.Equal((0, 5), (benchmark.Own.N, benchmark.Others));
        Assert.Null(benchmark.Survival);
    }

    private static Dictionary<Guid, LedgerTotals> Companies(int ownJourneys, int[] others)
    {
        var companies = others.ToDictionary(_ => Guid.NewGuid(), Totals);
        companies[Own] = Totals(ownJourneys);
        return companies;
    }

    private static LedgerTotals Totals(int journeys)
    {
        var bag = new CountBag();
        bag.Add(new WholeKey(TallyKind.Journeys), new TallyCount(journeys, 0));
        bag.Add(new WholeKey(TallyKind.Collapsed), new TallyCount(10, 0));
        bag.Add(new WholeKey(TallyKind.EvenScore), new TallyCount(journeys, journeys * 50_000_000_000));
        return new LedgerTotals(bag);
    }
}
