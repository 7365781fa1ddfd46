using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Tests.Measures;

public sealed class FloorAndRewardTests
{
    private static readonly Gen<Journey> AnyJourney = Gen.Select(
        Gen.Select(Gen.OneOf("ABab".ToCharArray()), Gen.OneOf(0, 0, 1, 20, 54, 55, 70, 84, 85, 100)).Array[1, 4], Gen.Enum<Outcome>(),
        (moments, outcome) =>
        {
            var journey = TestData.Open([.. moments.Select(m => new ScoredMoment(TestData.Touchpoint(m.Item1), new Score(m.Item2)))]);
            journey.Finish(outcome, TestData.Day, TestData.NowUtc);
            return journey;
        });

    // Two strata: of two moments with a 9 elsewhere, 30 of 40 zeros leave and 10 of 40 threes; of one moment, 9 of 10 and 4 of 10.
    [Fact]
    public void CostOfZero_IsTheDifferenceAmongAlikeJourneys()
    {
        var (cost, worth) = At('A', [
            .. Journeys("A0 B9", 30, 10), .. Journeys("A3 B9", 10, 30), .. Journeys("A0", 9, 1), .. Journeys("A3", 4, 6),
            .. Journeys("A0 B2", 50, 0), .. Journeys("A3 B2 C2", 50, 0)]);

        var byHand = MantelHaenszel.Of([new(new(30, 40), new(10, 40)), new(new(9, 10), new(4, 10))]);
        Assert.Equal(byHand, cost);
        Assert.Equal((50, 50, .5), (cost.FirstN, cost.SecondN, Math.Round(cost.Value!.Value, 12)));
        Assert.Null(worth.Value);
    }

    [Fact]
    public void WorthOfTen_IsAboveZero_IfFewerOfTheDelightedLeave()
    {
        var (cost, worth) = At('A', [.. Journeys("A7 B9", 30, 10), .. Journeys("A9 B9", 5, 20), .. Journeys("A10 B9", 5, 10)]);

        Assert.Equal(MantelHaenszel.Of([new(new(30, 40), new(10, 40))]), worth);
        Assert.True(worth.Low > 0);
        Assert.Null(cost.Value);
    }

    [Theory]
    [InlineData(30, 10, 30, 10, TouchpointClass.Both)]
    [InlineData(30, 10, 20, 20, TouchpointClass.Floor)]
    [InlineData(20, 20, 30, 10, TouchpointClass.Delight)]
    [InlineData(20, 20, 20, 20, TouchpointClass.NoEvidence)]
    [InlineData(10, 30, 10, 30, TouchpointClass.NoEvidence)]
    public void Class_IsByWhatIsSure(int zeros, int low, int fair, int top, TouchpointClass expected)
    {
        var journeys = new (string Moments, int Left)[] { ("A0 B9", zeros), ("A4 B9", low), ("A7 B9", fair), ("A10 B9", top) };

        Assert.Equal(expected, Of('A', journeys.SelectMany(j => Journeys(j.Moments, j.Left, 40 - j.Left))).Class);
    }

    [Theory]
    [InlineData(30, 30, 30, 30, true)]
    [InlineData(29, 30, 30, 30, false)]
    [InlineData(30, 29, 30, 30, false)]
    [InlineData(30, 30, 29, 30, false)]
    [InlineData(30, 30, 30, 29, false)]
    public void Class_WithFewerThanThirtyOnASide_IsNotSaid(int zeros, int low, int fair, int top, bool isSaid) => Assert.Equal(
        isSaid,
        Of('A', [
            .. Journeys("A0 B9", zeros, 0), .. Journeys("A4 B9", 0, low), .. Journeys("A7 B9", fair, 0), .. Journeys("A10 B9", 0, top)])
            .Class is not null);

    [Fact]
    public void LeftByScore_IsOfWholePoints_TheLowestOfAJourney()
    {
        var at = Of('A', [
            .. Journeys("A0", 3, 2), .. Journeys("A0.1", 1, 0), .. Journeys("A10 A2.4 A7", 1, 1), .. Journeys("A9.5", 0, 6), .. Journeys("B3", 5, 5),
            TestData.Finished("A5")]);

        Assert.Equal(
            [new(3, 5), new(1, 1), new(1, 2), default, default, default, default, default, default, default, new(0, 6)], at.LeftByScore);
        Assert.Equal((14, SampleVerdict.CountsOnly), (at.N, at.LeftByScore[2].Verdict));
    }

    [Fact]
    public void Of_SeveralTouchpoints_PutsTheClassedFirst_ThenMostJourneys()
    {
        var all = All([
            .. Journeys("A0 B0", 30, 10), .. Journeys("A4 B0", 20, 20), .. Journeys("A7 B0", 20, 20), .. Journeys("A10 B0", 10, 30),
            .. Journeys("C5 B4", 50, 50), .. Journeys("D5", 100, 0)]);

        Assert.Equal(["A", "B", "C", "D"], all.Select(t => t.Touchpoint));
        Assert.Equal(TestData.Touchpoint('A'), all[0].TouchpointId);
    }

    // Found with another program, from the file itself.
    [LoungesFact]
    public void Of_TheLounges_CountsEveryRatingOfAReviewThatSaidHowItEnded()
    {
        var journeys = Lounges.All().Select(r => r.Journey).ToList();

        var all = FloorAndReward.Of(Recount.TallyOf(journeys).Totals(), Lounges.Names);

        Assert.Equal(
            [272, 168, 332, 625, 354, 274, 359],
            Lounges.Names.Values.Select(name => all.Single(t => t.Touchpoint == name).LeftByScore[0].N));
        Assert.All(all, t => Assert.Equal([0, 3, 5, 8, 10], t.LeftByScore.Index().Where(s => s.Item.N > 0).Select(s => s.Index)));
        Assert.All(all, t => Assert.NotNull(t.Class));
    }

    // As the definition reads: no ledger, no whole strata.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Of_AnyJourneys_IsThatOfTheJourneysThemselves() => AnyJourney.Array[1, 120].Sample(journeys =>
    {
        var names = "ABab".ToDictionary(TestData.Touchpoint, letter => char.ToUpperInvariant(letter).ToString());
        var all = FloorAndReward.Of(Recount.TallyOf(journeys).Totals(), names);

        // Of two companies that call their touchpoints the same: a journey of both counts at each of them.
        var told = journeys.Where(j => j.Outcome != Outcome.NotSaid).SelectMany(j => j.Moments.GroupBy(m => m.TouchpointId).Select(at =>
        {
            var lowest = at.Min(m => m.Score.Tenths);
            var others = j.Moments.Select(m => m.Score.Tenths).ToList();
            others.Remove(lowest);
            return (
                Name: names[at.Key], Points: lowest == 0 ? 0 : Math.Max(1, (int)Math.Round(lowest / 10.0, MidpointRounding.AwayFromZero)),
                Alike: (j.Moments.Count, others.Count == 0 ? 0 : (int)Math.Floor(others.Average() / 5)),
                Left: j.Outcome is Outcome.Left or Outcome.LeftForCompetitor or Outcome.Returned);
        })).ToList();

        Assert.Equal(told.Select(t => t.Name).Distinct().Order(), all.Select(t => t.Touchpoint).Order());
        foreach (var touchpoint in all)
        {
            var there = told.Where(t => t.Name == touchpoint.Touchpoint).ToList();
            Proportion Left(IEnumerable<int> points, (int, int)? alike) => there
                .Where(t => points.Contains(t.Points) && (alike is null || alike == t.Alike)).ToList() is var some
                ? new Proportion(some.Count(t => t.Left), some.Count) : default;
            MantelHaenszel Compared(int[] first, int[] second) => MantelHaenszel.Of(there.Select(t => t.Alike).Distinct().Order()
                .Select(alike => new Stratum(Left(first, alike), Left(second, alike))));

            Assert.Equal(Enumerable.Range(0, 11).Select(points => Left([points], null)), touchpoint.LeftByScore);
            Assert.Equal(Compared([0], [1, 2, 3, 4, 5]), touchpoint.CostOfZero);
            Assert.Equal(Compared([6, 7, 8], [9, 10]), touchpoint.WorthOfTen);
        }
    }, iter: 60);

    private static IEnumerable<Journey> Journeys(string moments, int left, int stayed) =>
    [
        .. Enumerable.Range(0, left).Select(_ => TestData.Finished(moments, Outcome.Left)),
        .. Enumerable.Range(0, stayed).Select(_ => TestData.Finished(moments, Outcome.Stayed)),
    ];

    private static IReadOnlyList<FloorAndReward> All(IEnumerable<Journey> journeys) =>
        FloorAndReward.Of(Recount.TallyOf(journeys).Totals(), TwoCompanies.Names);

    private static FloorAndReward Of(char touchpoint, IEnumerable<Journey> journeys) =>
        All(journeys).Single(t => t.Touchpoint == touchpoint.ToString());

    private static (MantelHaenszel Cost, MantelHaenszel Worth) At(char touchpoint, IEnumerable<Journey> journeys) =>
        Of(touchpoint, journeys) is var at ? (at.CostOfZero, at.WorthOfTen) : default;
}
