using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Journeys;

public sealed class QuietJourneyTests
{
    private static readonly DateTime Later = TestData.NowUtc.AddDays(30);

    [Fact]
    public void FinishByItself_EndsOnTheLatestMomentsDay_WithoutSayingHow()
    {
        var journey = TestData.Open("A9 C0");
        var version = journey.Version;
        journey.FinishByItself(Later);

        Assert.Equal(version, journey.Version);
        Assert.Equal((Outcome.NotSaid, TestData.Day, Later), (journey.Outcome, journey.EndedOn, journey.FinishedAtUtc));
        Assert.True(journey is { ClosedByItself: true, IsFinished: true, MayGoOn: true });
        Assert.Throws<InvalidOperationException>(() => journey.FinishByItself(Later));
    }

    public static TheoryData<Action<Journey>> Changes =>
    [
        journey => journey.Add(TestData.Entry("B5")),
        journey => journey.InsertByDate(TestData.Entry("B5")),
        journey => journey.Edit(1, TestData.Entry("A5"), Later),
        journey => journey.Move(1, 2, Later),
        journey => journey.Remove(1, Later),
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public void AnyChangeOfItsCustomer_OpensItAgain(Action<Journey> change)
    {
        var journey = TestData.Open("A9 C0");
        journey.FinishByItself(Later);
        var version = journey.Version;

        change(journey);

        Assert.Equal((false, false, null), (journey.ClosedByItself, journey.IsFinished, journey.Outcome));
        Assert.Equal(version + 1, journey.Version);
    }

    [Fact]
    public void Finish_SaysHowItEnded_AfterItClosedByItself_ButNotTwice()
    {
        var journey = TestData.Open("A9 C0");
        journey.FinishByItself(Later);

        journey.Finish(Outcome.Left, TestData.Day.AddDays(1), Later);

        Assert.Equal((Outcome.Left, TestData.Day.AddDays(1), false, false), (journey.Outcome, journey.EndedOn, journey.ClosedByItself, journey.MayGoOn));
        Assert.Throws<InvalidOperationException>(() => journey.Finish(Outcome.Stayed, TestData.Day.AddDays(1), Later));
        Assert.Throws<InvalidOperationException>(() => journey.Add(TestData.Entry("B5")));
    }

    [Fact]
    public void WithoutAnOrder_NothingIsFirst()
    {
        var journey = TestData.Open("A9 C0 B8");
        Assert.Equal((2, TestData.Touchpoint('C'), 8.0), (journey.Facts.KilledAt, journey.Facts.KillerTouchpointId, journey.Facts.AverageAfterZero));

        journey.HasNoOrder();

        Assert.Equal((null, null, null), (journey.Facts.KilledAt, journey.Facts.KillerTouchpointId, journey.Facts.AverageAfterZero));
        Assert.Equal((true, 1, TestData.Touchpoint('C')), (journey.Facts.IsCollapsed, journey.Facts.Zeros, journey.Facts.SoleKillerTouchpointId));
        Assert.Equal(JourneyFacts.Of(TestData.Scored("B8 A9 C0"), isOrdered: false), journey.Facts);
    }

    [Fact]
    public void Touch_IsTheLastTimeAnybodyDidAnything()
    {
        var journey = TestData.Open("A9");
        Assert.Equal(TestData.NowUtc, journey.TouchedAtUtc);

        journey.Touch(Later);

        Assert.Equal(Later, journey.TouchedAtUtc);
    }

    [Fact]
    public void MergedTouchpoint_CountsElsewhere_AndBackAtItself_WithoutAChangeOfTheCustomers()
    {
        var journey = TestData.Open("A0 C0 B8");
        var version = journey.Version;
        Assert.Null(journey.Facts.SoleKillerTouchpointId);

        journey.CountAt(TestData.Touchpoint('A'), TestData.Touchpoint('C'));

        Assert.Equal(TestData.Touchpoint('C'), journey.Facts.SoleKillerTouchpointId);
        Assert.Equal(TestData.Touchpoint('A'), journey.Moments[0].NamedTouchpointId);
        Assert.Equal(version, journey.Version);

        // What is said anew of the moment leaves what it was called.
        journey.Edit(1, journey.Moments[0].ToEntry() with { Score = new Score(50) }, Later);
        Assert.Equal(TestData.Touchpoint('A'), journey.Moments[0].NamedTouchpointId);

        journey.CountAt(TestData.Touchpoint('A'), TestData.Touchpoint('A'));
        Assert.Equal((TestData.Touchpoint('A'), null), (journey.Moments[0].TouchpointId, journey.Moments[0].NamedTouchpointId));
        Assert.Equal(TestData.Touchpoint('C'), journey.Moments[1].TouchpointId);
    }
}
