using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class DestinationsTests
{
    [Fact]
    public void Fold_FewerThanFive_AreOneWithoutAName() =>
        Assert.Equal([("Five", 5), (null, 7)], Folded(("Four", 4), ("Five", 5), ("Three", 3)));

    [Fact]
    public void Fold_MoreFoldedThanNamed_StillComesLast() =>
        Assert.Equal([("Five", 5), (null, 8)], Folded(("A", 4), ("B", 4), ("Five", 5)));

    [Fact]
    public void Fold_AllWithFive_PutsMostFirstThenName() =>
        Assert.Equal([("C", 9), ("A", 5), ("B", 5), ("a", 5)], Folded(("a", 5), ("B", 5), ("A", 5), ("C", 9)));

    [Fact]
    public void Fold_FoldedAlready_AddsToTheNameless() =>
        Assert.Equal([("Five", 5), (null, 26)], Folded((null, 20), ("Five", 5), ("Four", 4), (null, 2)));

    [Fact]
    public void Fold_Nobody_IsEmpty()
    {
        Assert.Empty(Folded());
        Assert.Empty(Folded(("Nobody", 0)));
    }

    [Fact]
    public void Spellings_NotSaid_AreTheNameItself()
    {
        Assert.Equal("Rival", new Destination("Rival", 5).Spellings);
        Assert.Equal("", new Destination(null, 5).Spellings);
    }

    [Fact]
    public void LeftDifference_CollapsedAgainstSurvived_IsFirstMinusSecond()
    {
        var destinations = new Destinations(new(56, 70), new(48, 80), NotSaid: 3, LeftNowhere: 2, Named: []);

        Assert.Equal(new Difference(new(56, 70), new(48, 80)), destinations.LeftDifference);
        Assert.Equal(0.2, destinations.LeftDifference.Value!.Value, 12);
    }

    [Fact]
    public void Fold_MoreThanTheMost_PutsTheRestTogether()
    {
        var folded = Destinations.Fold(Enumerable.Range(0, 25).Select(i => new Destination($"Rival {i:00}", 100 - i)));

        Assert.Equal(Destinations.MostNamed + 1, folded.Count);
        Assert.Equal((null, 80 + 79 + 78 + 77 + 76), (folded[^1].Name, folded[^1].Leavers));
    }

    [Fact]
    public void Left_OfBoth_IsAmongAllWhoSaid() =>
        Assert.Equal(new Proportion(104, 150), new Destinations(new(56, 70), new(48, 80), NotSaid: 3, LeftNowhere: 2, Named: []).Left);

    private static IEnumerable<(string? Name, long Leavers)> Folded(params (string? Name, long Leavers)[] destinations) =>
        Destinations.Fold(destinations.Select(d => new Destination(d.Name, d.Leavers))).Select(d => (d.Name, d.Leavers));
}
