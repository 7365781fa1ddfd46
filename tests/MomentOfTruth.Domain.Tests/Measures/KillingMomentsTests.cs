using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class KillingMomentsTests
{
    [Fact]
    public void KillRateAndShare_OfC_AgreeWithTheCheckByHand()
    {
        var c = new KillingMoment("C", null, Reached: 7, Kills: 3, Collapsed: 5);

        Assert.Equal(new Proportion(3, 7), c.KillRate);
        Assert.Equal(3.0 / 7, c.KillRate.Rate);
        Assert.Equal(new Proportion(3, 5), c.KillShare);
        Assert.Equal(0.6, c.KillShare.Rate);
    }

    [Fact]
    public void KillRate_NeverReached_IsNull()
    {
        var idle = new KillingMoment("Z", null, Reached: 0, Kills: 0, Collapsed: 0);

        Assert.Null(idle.KillRate.Rate);
        Assert.Null(idle.KillShare.Rate);
    }

    [Fact]
    public void Rank_SmallSample_ComesAfterAllThatMayBeRanked() =>
        Assert.Equal(["thirty", "twenty-nine"], Ranked(("twenty-nine", 29, 29), ("thirty", 30, 1)));

    [Fact]
    public void Rank_EnoughOfEach_PutsMostKillsFirstThenHigherRateThenName() =>
        Assert.Equal(
            ["most", "sharper", "Alpha", "Beta", "alpha", "none"],
            Ranked(("none", 99, 0), ("alpha", 90, 5), ("Beta", 90, 5), ("sharper", 60, 5), ("most", 900, 6), ("Alpha", 90, 5)));

    [Fact]
    public void Rank_NeverReached_ComesLastWithoutFailing() =>
        Assert.Equal(["few", "idle"], Ranked(("idle", 0, 0), ("few", 3, 1)));

    [Fact]
    public void Rank_Nothing_IsEmpty() => Assert.Empty(KillingMoments.Rank([]));

    private static IEnumerable<string> Ranked(params (string Name, long Reached, long Kills)[] touchpoints) => KillingMoments
        .Rank(touchpoints.Select(t => new KillingMoment(t.Name, null, t.Reached, t.Kills, Collapsed: 100)))
        .Select(t => t.Touchpoint);
}
