using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class HeatMapTests
{
    private static readonly DateOnly May = new(2026, 5, 1), June = new(2026, 6, 1), July = new(2026, 7, 1);

    [Fact]
    public void Of_ScoresByMonth_AreCountedInTheirCells()
    {
        var map = HeatMap.Of(
            [(Of(May), Scores("A0 A10 B7")), (Of(June), new LedgerTotals([])), (Of(July), Scores("A5"))], TwoCompanies.NamesOfTheFirst);

        Assert.Equal(["A", "B"], map.Rows.Select(r => r.Touchpoint));
        Assert.Equal([new HeatCell(2, 1, 5), new HeatCell(0, 0, 0), new HeatCell(1, 0, 5)], map.Rows[0].Cells);
        Assert.Equal([new HeatCell(1, 0, 7), new HeatCell(0, 0, 0), new HeatCell(0, 0, 0)], map.Rows[1].Cells);
        Assert.Equal(TestData.Touchpoint('A'), map.Rows[0].TouchpointId);
    }

    [Fact]
    public void Of_TouchpointsOfOneName_AreOneRowWithoutAnId()
    {
        var map = HeatMap.Of([(Of(May), Scores("A4 a6"))], TwoCompanies.Names);

        Assert.Equal((null, 2), (map.Rows.Single().TouchpointId, map.Rows.Single().N));
    }

    [Fact]
    public void Shown_MoreThanTwelve_AreThoseWithMostZerosThenMostMoments_ByName_AndTheRestAddUp()
    {
        HeatRow[] rows = [.. Enumerable.Range(0, 15).Select(i => new HeatRow($"{(char)('A' + i)}", null, [new HeatCell(20 - i, i == 14 ? 2 : 0, i)]))];

        var map = new HeatMap([Of(May)], [.. rows.Reverse()]);

        Assert.Equal([.. rows[..11], rows[14]], map.Shown.Shown);
        Assert.Equal([rows[11], rows[12], rows[13]], map.Shown.Rest);
        Assert.Equal(new HeatCell(9 + 8 + 7, 0, ((9 * 11) + (8 * 12) + (7 * 13)) / 24.0), Assert.Single(map.Rest!.Cells));
        Assert.Null(new HeatMap([Of(May)], rows[..12]).Rest);
    }

    [Fact]
    public void Shown_AsMuchEach_AreTheFirstByName()
    {
        HeatRow[] rows = [.. Enumerable.Range(0, 13).Select(i => new HeatRow($"{(char)('A' + i)}", null, [new HeatCell(5, 0, 5)]))];

        Assert.Equal(rows[..12], new HeatMap([Of(May)], [.. rows.Reverse()]).Shown.Shown);
    }

    [Fact]
    public void Row_N_IsOfAllMonths() => Assert.Equal(7, new HeatRow("A", null, [new HeatCell(3, 0, 5), new HeatCell(4, 0, 5)]).N);

    [Fact]
    public void Empty_HasNeitherMonthsNorRows() => Assert.Equal((0, 0), (HeatMap.Empty.Columns.Count, HeatMap.Empty.Rows.Count));

    [Fact]
    public void Trend_Point_HasTheMeansOfItsTotals()
    {
        var point = TrendPoint.Of(Of(May), Recount.TallyOf([TestData.Finished("A10"), TestData.Finished("A0")]).Totals());

        Assert.Equal((2, 1), (point.Survival.N, point.Survival.Count));
        Assert.Equal(0.5, point.MeanProduct!.Value, 9);
        Assert.Equal(5, point.MeanEvenScore!.Value, 9);
        Assert.Equal(5, point.MeanAverage!.Value, 9);
        Assert.Null(TrendPoint.Of(Of(May), new LedgerTotals([])).MeanProduct);
    }

    private static TrendBucket Of(DateOnly month) => BucketSize.Month.Between(month, month, default, July).Single();

    private static LedgerTotals Scores(string moments) => Recount.TallyOf([TestData.Finished(moments)]).Totals();
}
