using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Tests.Cases;

/// <summary>Whose turn it is, and since when.</summary>
public sealed class CaseTurnTests
{
    private static readonly Guid User = Guid.CreateVersion7();

    private static readonly DateTime Now = TestData.NowUtc;

    [Fact]
    public void AZeroOrAnAddress_WaitsUntilTheCompanyRepliesOrCloses()
    {
        var found = New();
        Assert.Equal((Waits.None, null), (found.Waits, found.WaitsSinceUtc));

        found.Hear(isCollapsed: true, wantsAnswer: true, Now);
        Assert.Equal((Waits.Collapsed | Waits.WantsAnswer, Now), (found.Waits, found.WaitsSinceUtc));

        // Another reason, or one less, does not begin the wait anew.
        found.Hear(isCollapsed: false, wantsAnswer: true, Now.AddHours(1));
        Assert.Equal((Waits.WantsAnswer, Now), (found.Waits, found.WaitsSinceUtc));

        found.Reply(User, "Sorry", Now.AddHours(2));
        Assert.Equal((Waits.None, null, Now.AddHours(2)), (found.Waits, found.WaitsSinceUtc, found.AnsweredAtUtc));
        Assert.Equal(CaseStage.Answered, found.Stage);

        var closed = New();
        closed.Hear(isCollapsed: true, wantsAnswer: false, Now);
        closed.Close(Now.AddHours(1));
        Assert.Equal((Waits.None, null, CaseStage.Closed), (closed.Waits, closed.WaitsSinceUtc, closed.Stage));
        closed.Reopen(Now.AddHours(3));
        Assert.Equal((Waits.Collapsed, Now.AddHours(3), CaseStage.ToAnswer), (closed.Waits, closed.WaitsSinceUtc, closed.Stage));
    }

    [Fact]
    public void ShownStage_IsTheCompanysTurnOnlyFromWhenOnItWaits()
    {
        CaseStage? Shown(Case found, DateTime now) =>
            Case.ShownStageOf(found.Status, found.CustomerWrote, found.AnsweredAtUtc, found.WaitsSinceUtc, now);
        var found = New();
        Assert.Null(Shown(found, Now));
        found.Promise(new DateOnly(2026, 3, 12), Now.AddDays(2), Now);
        Assert.Null(Shown(found, Now.AddDays(2).AddTicks(-1)));
        Assert.Equal(CaseStage.ToAnswer, Shown(found, Now.AddDays(2)));
        found.Reply(User, "Sorry", Now);
        Assert.Equal(CaseStage.Answered, Shown(found, Now));
        found.Answer("And now?", Now);
        Assert.Equal(CaseStage.CustomerWrote, Shown(found, Now));
        found.Close(Now);
        Assert.Equal(CaseStage.Closed, Shown(found, Now));
        Assert.Equal(["to-answer", "wrote", "answered", "closed"], Enum.GetValues<CaseStage>().Select(stage => stage.ToCode()));
    }

    [Fact]
    public void AnAnswer_Waits_AlsoInAClosedCase()
    {
        var found = New();
        found.Reply(User, "Sorry", Now);
        found.Close(Now.AddHours(1), "Delivery late", "Sent a new one.");
        Assert.Equal(("Delivery late", "Sent a new one."), (found.RootCause, found.Done));

        found.Answer("Not yet", Now.AddHours(2));

        Assert.Equal((Waits.CustomerWrote, Now.AddHours(2), CaseStage.CustomerWrote), (found.Waits, found.WaitsSinceUtc, found.Stage));
        Assert.Null(found.AnsweredAtUtc);
    }

    [Fact]
    public void APromise_WaitsFromItsDayOn_AndIsKeptByAReplyThenOrByClosing()
    {
        var (found, day, from) = (New(), new DateOnly(2026, 3, 12), Now.AddDays(2));
        found.Reply(User, "I will call on Thursday", Now);
        found.Promise(day, from, Now);
        Assert.Equal((Waits.None, from, day), (found.Waits, found.WaitsSinceUtc, found.DueOn));

        // What comes in between waits from then on, and the promise stays.
        found.Answer("When?", Now.AddDays(1));
        Assert.Equal(Now.AddDays(1), found.WaitsSinceUtc);
        found.Reply(User, "At ten", Now.AddDays(1).AddHours(1));
        Assert.Equal((from, day), (found.WaitsSinceUtc, found.DueOn));

        // Whoever waits by the promise already goes on waiting since then.
        found.Answer("It is eleven", from.AddHours(11));
        Assert.Equal((Waits.CustomerWrote, from), (found.Waits, found.WaitsSinceUtc));
        found.Reply(User, "Done", from.AddHours(12));
        Assert.Equal((null, null), (found.WaitsSinceUtc, found.DueOn));

        found.Promise(day, from.AddDays(9), from.AddDays(1));
        found.Close(from.AddDays(2));
        Assert.Equal((null, null), (found.WaitsSinceUtc, found.DueOn));
        Assert.Throws<InvalidOperationException>(() => found.Promise(day, from, from));
    }

    [Fact]
    public void Notes_AreNumbered_AndEndSomewhere()
    {
        var found = New();
        for (var i = 1; i <= Case.MaxNotes; i++)
        {
            found.Note(User, $"Note {i}", Now);
        }

        Assert.Equal(Enumerable.Range(1, Case.MaxNotes), found.Notes.Select(n => n.Number));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Note(User, "One more", Now));
        Assert.Throws<ArgumentException>(() => New().Note(User, " ", Now));
    }

    [Fact]
    public void CannedReply_SpeaksTheCustomersLanguage_OrTheOtherOne()
    {
        var both = new CannedReply(Guid.NewGuid(), "Late", "About {touchpoint}", "{touchpoint} 건");
        Assert.Equal(("About {touchpoint}", false), both.In(korean: false));
        Assert.Equal(("{touchpoint} 건", true), both.In(korean: true));
        Assert.Equal(("{touchpoint} 건", true), new CannedReply(Guid.NewGuid(), "Late", null, "{touchpoint} 건").In(korean: false));
        Assert.Equal(("About", false), new CannedReply(Guid.NewGuid(), "Late", "About", null).In(korean: true));
        Assert.Equal("About Shop and Shop", CannedReply.Filled("About {touchpoint} and {Touchpoint}", "Shop"));
        Assert.Throws<ArgumentException>(() => new CannedReply(Guid.NewGuid(), "Late", " ", null));
    }

    [Fact]
    public void Outcomes_OfThoseWhoJudged_OfAllCases_AndTheMedianWait()
    {
        var outcomes = CaseOutcomes.Of(
            [(CaseStatus.Closed, Verdict.Helped), (CaseStatus.Closed, Verdict.Partly), (CaseStatus.Open, null), (CaseStatus.Closed, null)],
            [TimeSpan.FromHours(9), TimeSpan.FromHours(1), TimeSpan.FromHours(2)]);

        Assert.Equal((1L, 2L, 3L, 4L), (outcomes.Solved.Count, outcomes.Solved.N, outcomes.Closed.Count, outcomes.Closed.N));
        Assert.Equal(TimeSpan.FromHours(2), outcomes.FirstAnswer);
        Assert.Null(CaseOutcomes.Of([], []).FirstAnswer);
    }

    private static Case New() => new(new JourneyKey(TestData.Company, Guid.CreateVersion7()), Now);
}
