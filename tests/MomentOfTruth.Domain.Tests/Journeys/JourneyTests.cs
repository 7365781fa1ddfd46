using CsCheck;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Journeys;

public sealed class JourneyTests
{
    private static readonly Gen<MomentEntry> Entries =
        Gen.Select(Gen.Char['A', 'E'], Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[0, 100])), Gen.Int[-3, 3], (touchpoint, tenths, day) =>
            new MomentEntry(TestData.Touchpoint(touchpoint), Channel.Phone, new Score(tenths), TestData.Day.AddDays(day), new TimeOnly(9, 30), " Story "));

    private static readonly Gen<MomentEntry> Refused = Entries.SelectMany(entry => Gen.OneOf(
        entry with { TouchpointId = Guid.Empty },
        entry with { Channel = 0 },
        entry with { Story = "\0" },
        entry with { Story = new string('x', Moment.MaxStory + 1) }));

    private enum Change
    {
        Add, Insert, Edit, Move, Remove, Finish, Reopen,
    }

    [Fact]
    public void New_FirstMoment_IsOpenWithItsFacts()
    {
        var journey = TestData.Open("C0");

        Assert.NotEqual(Guid.Empty, journey.Id);
        Assert.Equal(TestData.Company, journey.CompanyId);
        Assert.Equal(TestData.NowUtc, journey.LoggedAtUtc);
        Assert.False(journey.IsFinished);
        Assert.Equal((TestData.Day, (DateOnly?)null, (Outcome?)null), (journey.Day, journey.EndedOn, journey.Outcome));
        Assert.Equal(JourneyFacts.Of(TestData.Scored("C0")), journey.Facts);
        Assert.Equal((journey.Id, 1, 1), (journey.Moments[0].JourneyId, journey.Moments[0].Number, journey.Moments[0].Position));
    }

    // As a corrected file says it: moments keep their numbers, none is given again, and no change of a customer is kept.
    [Fact]
    public void Restate_FewerThenMoreMoments_IsWhatIsSaid_WithItsFacts()
    {
        var journey = TestData.Open("A5 B6 C0");
        journey.Finish(Outcome.Left, TestData.Day.AddDays(3), TestData.NowUtc);
        MomentEntry Entry(int tenths) => new(TestData.Touchpoint('A'), Channel.Phone, new Score(tenths), TestData.Day);

        journey.Restate(new([Entry(70)], TestData.Day, Outcome.Stayed, null, "Title", null, IsOrdered: true), TestData.NowUtc);
        var version = journey.Version;
        journey.Restate(new([Entry(70), Entry(0)], TestData.Day, Outcome.Left, null, null, "Story", IsOrdered: false), TestData.NowUtc);

        Assert.Equal([(1, 1, 70), (4, 2, 0)], journey.Moments.Select(m => (m.Number, m.Position, m.Score.Tenths)));
        Assert.Equal((1, version + 1, Outcome.Left, false), (journey.Facts.Zeros, journey.Version, journey.Outcome, journey.IsOrdered));
        Assert.Equal((null, "Story", TestData.Day), (journey.Title, journey.Story, journey.EndedOn));
        Assert.Empty(journey.Revisions);
    }

    [Fact]
    public void Add_Entry_KeepsWhatTheCustomerSaid()
    {
        var journey = TestData.Open("A9");
        journey.Add(new MomentEntry(
            TestData.Touchpoint('B'), Channel.Device, TestData.Score("2.5"), TestData.Day.AddDays(1), new TimeOnly(23, 59),
            "  No light. "));

        var moment = journey.Moments[1];
        Assert.Equal((TestData.Touchpoint('B'), Channel.Device, 25), (moment.TouchpointId, moment.Channel, moment.Score.Tenths));
        Assert.Equal(
            (TestData.Day.AddDays(1), (TimeOnly?)new TimeOnly(23, 59), "No light."), (moment.OccurredOn, moment.OccurredAt, moment.Story));
        Assert.Equal(TestData.Day.AddDays(1), journey.Day);
    }

    [Fact]
    public void Add_HundredAndFirst_Throws()
    {
        var journey = TestData.Open(string.Join(' ', Enumerable.Repeat("A9", Journey.MaxMoments)));

        Assert.Throws<ArgumentOutOfRangeException>(() => journey.Add(TestData.Entry("A9")));
        Assert.Equal(100, journey.Moments.Count);
    }

    [Fact]
    public void Move_Moments_PutsThemWhereTold()
    {
        var journey = TestData.Open("A1 B2 C3 D4");
        journey.Move(1, 3, TestData.NowUtc);
        Assert.Equal("B2 C3 A1 D4", Written(journey));
        journey.Move(4, 1, TestData.NowUtc);
        Assert.Equal("D4 B2 C3 A1", Written(journey));
        Assert.Equal([4, 2, 3, 1], journey.Moments.Select(m => m.Number));
    }

    [Fact]
    public void Insert_AfterRemovingTheLast_GivesANewNumber()
    {
        var journey = TestData.Open("A1 B2");
        journey.Remove(2, TestData.NowUtc);
        journey.Insert(1, TestData.Entry("C0"));

        Assert.Equal("C0 A1", Written(journey));
        Assert.Equal([3, 1], journey.Moments.Select(m => m.Number));
        Assert.Equal(1, journey.Facts.KilledAt);
    }

    [Fact]
    public void Remove_OnlyMoment_Throws() =>
        Assert.Throws<InvalidOperationException>(() => TestData.Open("A1").Remove(1, TestData.NowUtc));

    [Fact]
    public void Finish_Journey_SaysHowAndWhenItEnded()
    {
        var journey = TestData.Open("A9 C0");
        journey.Finish(Outcome.LeftForCompetitor, TestData.Day.AddDays(4), TestData.NowUtc, " Former operator ");

        Assert.True(journey.IsFinished);
        Assert.Equal(
            (Outcome.LeftForCompetitor, "Former operator", TestData.NowUtc), (journey.Outcome, journey.Competitor, journey.FinishedAtUtc));
        Assert.Equal((TestData.Day.AddDays(4), TestData.Day.AddDays(4)), (journey.Day, journey.EndedOn));
    }

    [Fact]
    public void Finish_DayBeforeTheLatestMoment_Throws()
    {
        var journey = TestData.Open("A9");
        journey.Add(TestData.Entry("B9") with { OccurredOn = TestData.Day.AddDays(3) });
        journey.Add(TestData.Entry("C9"));

        Assert.Throws<ArgumentOutOfRangeException>(() => journey.Finish(Outcome.Left, TestData.Day.AddDays(2), TestData.NowUtc));
        journey.Finish(Outcome.Left, TestData.Day.AddDays(3), TestData.NowUtc);
    }

    [Fact]
    public void Finish_CompetitorWithoutLeavingForOne_Throws()
    {
        foreach (var outcome in Enum.GetValues<Outcome>().Where(o => o != Outcome.LeftForCompetitor))
        {
            Assert.Throws<ArgumentException>(() => TestData.Finished("A9", outcome, "Rival"));
            Assert.Null(TestData.Finished("A9", outcome, "  ").Competitor);
        }

        Assert.Null(TestData.Finished("A9", Outcome.LeftForCompetitor).Competitor);
    }

    [Fact]
    public void Finish_NoOutcome_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TestData.Finished("A9", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestData.Finished("A9", (Outcome)7));
    }

    [Fact]
    public void Reopen_Finished_TakesBackHowItEnded()
    {
        var journey = TestData.Open("A9 C0");
        journey.Finish(Outcome.LeftForCompetitor, TestData.Day.AddDays(4), TestData.NowUtc, "Rival");
        journey.Reopen();

        Assert.False(journey.IsFinished);
        Assert.Equal((null, null, null), (journey.Outcome, journey.Competitor, journey.FinishedAtUtc));
        Assert.Equal((TestData.Day, null), (journey.Day, journey.EndedOn));
    }

    [Fact]
    public void Describe_Texts_TrimsThemAndTakesBlankForNone()
    {
        var journey = TestData.Open("A9");
        journey.Describe(" The modem ", " \n ");

        Assert.Equal(("The modem", null), (journey.Title, journey.Story));
    }

    [Fact]
    public void Describe_RefusedStory_LeavesTheTitle()
    {
        var journey = TestData.Open("A9");
        journey.Describe("Before", "Told");
        var version = journey.Version;

        Assert.Throws<ArgumentException>(() => journey.Describe("After", "\0x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => journey.Describe("After", new string('x', Journey.MaxStory + 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => journey.Describe(new string('x', Journey.MaxTitle + 1)));
        Assert.Equal(("Before", "Told", version), (journey.Title, journey.Story, journey.Version));
    }

    [Fact]
    public void Receipt_OfACode_KeepsItsHashAndLeadsToTheJourney()
    {
        var (journey, code) = (TestData.Open("A9"), ReceiptCode.New());
        var receipt = new Receipt(code, journey.Key);

        Assert.Equal(code.Hash(), receipt.Hash);
        Assert.Equal((TestData.Company, journey.Id), (receipt.CompanyId, receipt.JourneyId));
    }

    [Fact]
    public void PutInOrder_MomentsInOrder_ChangesNothing()
    {
        var journey = TestData.Open("A1 B2 C3");
        journey.Move(3, 1, TestData.NowUtc);
        var before = Picture(journey);
        journey.PutInOrder();

        Assert.Equal(before, Picture(journey));
    }

    // Every change against a plain list of what should be there; many are changes that must be refused and leave nothing behind.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void AnyChanges_AgainstAPlainList_KeepTheInvariants() =>
        Gen.Select(Entries, Steps().Array[0, 30]).Sample((first, steps) =>
        {
            var journey = new Journey(TestData.Company, first, TestData.NowUtc);
            List<(int Number, MomentEntry Entry)> expected = [(1, first)];
            var (ever, finishedOn) = (1, (DateOnly?)null);

            foreach (var step in steps)
            {
                var latest = expected.Max(m => m.Entry.OccurredOn);
                var endedOn = latest.AddDays(step.To);
                if (!MayApply(step, expected.Count, finishedOn is not null))
                {
                    var before = Picture(journey);
                    var refusal = Record.Exception(() => Apply(journey, step, endedOn));
                    Assert.True(refusal is ArgumentException or InvalidOperationException, $"{step}: {refusal}");
                    Assert.Equal(before, Picture(journey));
                    continue;
                }

                var version = journey.Version;
                Apply(journey, step, endedOn);
                Assert.Equal(version + 1, journey.Version);
                switch (step.Change)
                {
                    case Change.Add:
                        expected.Add((++ever, step.Entry));
                        break;
                    case Change.Insert:
                        expected.Insert(step.From - 1, (++ever, step.Entry));
                        break;
                    case Change.Edit:
                        expected[step.From - 1] = (expected[step.From - 1].Number, step.Entry);
                        break;
                    case Change.Move:
                        var moved = expected[step.From - 1];
                        expected.RemoveAt(step.From - 1);
                        expected.Insert(step.To - 1, moved);
                        break;
                    case Change.Remove:
                        expected.RemoveAt(step.From - 1);
                        break;
                    case Change.Finish:
                        finishedOn = endedOn;
                        break;
                    case Change.Reopen:
                        finishedOn = null;
                        break;
                }

                Assert.Equal(Enumerable.Range(1, expected.Count), journey.Moments.Select(m => m.Position));
                Assert.Equal(expected.Select(m => m.Number), journey.Moments.Select(m => m.Number));
                Assert.Equal(expected.Select(m => m.Entry with { Story = "Story" }), journey.Moments.Select(EntryOf));
                Assert.Equal(ever, journey.MomentsEver);
                Assert.Equal(
                    JourneyFacts.Of([.. expected.Select(m => new ScoredMoment(m.Entry.TouchpointId, m.Entry.Score))]), journey.Facts);
                Assert.Equal((finishedOn is not null, finishedOn), (journey.IsFinished, journey.EndedOn));
                Assert.Equal(finishedOn ?? expected.Max(m => m.Entry.OccurredOn), journey.Day);
            }

            Assert.Equal(journey.Moments.Count, journey.Moments.Select(m => m.Number).Distinct().Count());
        }, iter: 100);

    private static Gen<Step> Steps() =>
        Gen.Select(
            Gen.Enum<Change>(), Gen.Int[-1, 6], Gen.Int[-1, 6],
            Gen.Frequency((9, Entries.Select(e => (e, true))), (1, Refused.Select(e => (e, false)))))
            .Select((change, from, to, entry) => new Step(change, from, to, entry.Item1, entry.Item2));

    private static bool MayApply(Step step, int count, bool finished) => step.Change switch
    {
        Change.Reopen => finished,
        _ when finished => false,
        Change.Add => step.EntryIsGood,
        Change.Insert => step.EntryIsGood && step.From >= 1 && step.From <= count + 1,
        Change.Edit => step.EntryIsGood && step.From >= 1 && step.From <= count,
        Change.Move => step.From >= 1 && step.From <= count && step.To >= 1 && step.To <= count,
        Change.Remove => count > 1 && step.From >= 1 && step.From <= count,
        _ => step.To >= 0 && step.From >= 1,
    };

    private static void Apply(Journey journey, Step step, DateOnly endedOn)
    {
        switch (step.Change)
        {
            case Change.Add:
                journey.Add(step.Entry);
                break;
            case Change.Insert:
                journey.Insert(step.From, step.Entry);
                break;
            case Change.Edit:
                journey.Edit(step.From, step.Entry, TestData.NowUtc);
                break;
            case Change.Move:
                journey.Move(step.From, step.To, TestData.NowUtc);
                break;
            case Change.Remove:
                journey.Remove(step.From, TestData.NowUtc);
                break;
            case Change.Finish:
                journey.Finish((Outcome)step.From, endedOn, TestData.NowUtc);
                break;
            case Change.Reopen:
                journey.Reopen();
                break;
        }
    }

    private static MomentEntry EntryOf(Moment m) => new(m.TouchpointId, m.Channel, m.Score, m.OccurredOn, m.OccurredAt, m.Story);

    private static string Written(Journey journey) =>
        string.Join(' ', journey.Moments.Select(m => $"{(char)m.TouchpointId.ToByteArray()[0]}{m.Score}"));

    private static string Picture(Journey journey) => string.Join('\n',
        journey.Moments.Select(m => $"{m.Position} {m.Number} {EntryOf(m)}")
            .Append($"{journey.Facts} {journey.Day} {journey.EndedOn} {journey.Outcome} {journey.MomentsEver} {journey.Version}"));

    private sealed record Step(Change Change, int From, int To, MomentEntry Entry, bool EntryIsGood);
}
