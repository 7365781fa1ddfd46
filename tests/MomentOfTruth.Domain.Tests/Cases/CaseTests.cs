using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Tests.Cases;

public sealed class CaseTests
{
    private static readonly JourneyKey Journey = new(TestData.Company, Guid.CreateVersion7());

    private static readonly Guid User = Guid.CreateVersion7();

    [Fact]
    public void RepliesAndAnswers_StandInTheirOrder_AndSayWhoseTheyAre()
    {
        var found = New();
        found.Reply(User, " We are sorry. ", TestData.NowUtc);
        found.Answer("And now?", TestData.NowUtc.AddHours(1));

        Assert.Equal(
            [(1, true, User, "We are sorry."), (2, false, null, "And now?")],
            found.Replies.Select(r => (r.Number, r.IsByCompany, r.UserId, r.Text)));
        Assert.Equal(1, found.LastByCompany);
    }

    [Fact]
    public void TheSameTextRightAgain_IsOneReply_LaterItIsAnother()
    {
        var found = New();
        found.Reply(User, "Sorry", TestData.NowUtc);
        found.Reply(User, "Sorry ", TestData.NowUtc);
        found.Answer("Sorry", TestData.NowUtc);
        found.Answer("Sorry", TestData.NowUtc);
        found.Reply(User, "Sorry", TestData.NowUtc);

        Assert.Equal([true, false, true], found.Replies.Select(r => r.IsByCompany));
        Assert.Equal(3, found.LastByCompany);
    }

    [Fact]
    public void AnswerAndJudge_BeforeAnyReply_Throw()
    {
        var found = New();
        Assert.Throws<InvalidOperationException>(() => found.Answer("Hello?", TestData.NowUtc));
        Assert.Throws<InvalidOperationException>(() => found.Judge(Verdict.Helped));
        Assert.Null(found.Verdict);
    }

    [Fact]
    public void Judge_CanBeSaidAnew()
    {
        var found = New();
        found.Reply(User, "Sorry", TestData.NowUtc);
        found.Judge(Verdict.DidNotHelp);
        found.Judge(Verdict.Partly);

        Assert.Equal(Verdict.Partly, found.Verdict);
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Judge(0));
    }

    [Fact]
    public void Closed_AnAnswerOpensItAgain_AndItIsTheCompanysTurn()
    {
        var found = New();
        found.Reply(User, "Sorry", TestData.NowUtc);
        found.Close(TestData.NowUtc);
        found.Close(TestData.NowUtc.AddDays(1));
        Assert.Equal((CaseStatus.Closed, TestData.NowUtc, false), (found.Status, found.ClosedAtUtc, found.CustomerWrote));

        found.Answer("Not good enough", TestData.NowUtc);

        Assert.Equal((CaseStatus.Open, null, true), (found.Status, found.ClosedAtUtc, found.CustomerWrote));
        Assert.Equal(2, found.Replies.Count);

        // The same answer again is a form that was sent twice.
        found.Close(TestData.NowUtc);
        found.Answer("Not good enough", TestData.NowUtc);
        Assert.Equal((CaseStatus.Closed, false), (found.Status, found.CustomerWrote));
    }

    [Fact]
    public void CustomerWrote_UntilTheCompanyRepliesOrCloses()
    {
        var found = New();
        found.Reply(User, "Sorry", TestData.NowUtc);
        Assert.False(found.CustomerWrote);

        found.Answer("And now?", TestData.NowUtc);
        Assert.True(found.CustomerWrote);
        found.Judge(Verdict.Partly);
        Assert.True(found.CustomerWrote);
        found.Reply(User, "A new one", TestData.NowUtc);
        Assert.False(found.CustomerWrote);

        found.Answer("Thanks", TestData.NowUtc);
        found.Close(TestData.NowUtc);
        Assert.False(found.CustomerWrote);
    }

    [Fact]
    public void Texts_BlankOrTooLongOrTooMany_Throw()
    {
        var found = New();
        Assert.Throws<ArgumentException>(() => found.Reply(User, " \n", TestData.NowUtc));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Reply(User, new string('x', Reply.MaxText + 1), TestData.NowUtc));
        for (var i = 0; i < Case.MaxReplies; i++)
        {
            found.Reply(User, $"Reply {i}", TestData.NowUtc);
        }

        Assert.True(found.IsFull);
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Reply(User, "One more", TestData.NowUtc));
        Assert.Equal(Case.MaxReplies, found.Replies.Count);
    }

    [Theory]
    [InlineData("yes", Verdict.Helped)]
    [InlineData("partly", Verdict.Partly)]
    [InlineData("no", Verdict.DidNotHelp)]
    [InlineData("No", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void VerdictCodes_ReadWhatTheyWrite(string? code, Verdict? verdict)
    {
        Assert.Equal(verdict, CaseCodes.VerdictFromCode(code));
        Assert.True(verdict is not { } known || known.ToCode() == code);
    }

    private static Case New() => new(Journey, TestData.NowUtc);
}
