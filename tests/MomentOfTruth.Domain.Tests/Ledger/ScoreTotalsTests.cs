using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Ledger;

public sealed class ScoreTotalsTests
{
    [Fact]
    public void Of_CountsMomentsAndZeros_AndWeighsTheMeanByMoments()
    {
        var scores = ScoreTotals.Of([(0, 2), (75, 1), (100, 1)]);

        Assert.Equal(new ScoreTotals(4, 2, 175, 15_625), scores);
        Assert.Equal(4.375, scores.Mean);
        Assert.Equal(new Proportion(2, 4), scores.ZeroShare);
    }

    [Fact]
    public void Mean_OfNoMoments_IsNothing()
    {
        var nothing = ScoreTotals.Of([]);

        Assert.Null(nothing.Mean);
        Assert.Equal(0, nothing.ZeroShare.N);
    }
}
