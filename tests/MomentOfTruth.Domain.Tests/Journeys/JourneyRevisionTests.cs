using CsCheck;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Journeys;

public sealed class JourneyRevisionTests
{
    private static readonly DateTime Later = TestData.NowUtc.AddHours(5);

    [Fact]
    public void Edit_Moment_KeepsWhatWasThereBefore()
    {
        var journey = TestData.Open("A9 C0");
        var before = journey.Moments[1];
        journey.Edit(2, new MomentEntry(TestData.Touchpoint('B'), Channel.Phone, new Score(75), TestData.Day.AddDays(2), new TimeOnly(8, 0), "Otherwise"), Later);

        var revision = Assert.Single(journey.Revisions);
        Assert.Equal(
            (journey.Id, journey.Version, RevisionKind.Edited, Later),
            (revision.JourneyId, revision.Version, revision.Kind, revision.AtUtc));
        Assert.Equal(
            (before.Number, 2, TestData.Touchpoint('C'), Channel.Store),
            (revision.Number, revision.Position, revision.TouchpointId, revision.Channel));
        Assert.Equal(
            (0, TestData.Day, (TimeOnly?)null, (string?)null),
            (revision.Score.Tenths, revision.OccurredOn, revision.OccurredAt, revision.Story));
        Assert.Equal(75, journey.Moments[1].Score.Tenths);
    }

    [Fact]
    public void MoveAndRemove_KeepPlaceAndMoment()
    {
        var journey = TestData.Open("A9 B8 C0");
        journey.Move(3, 1, TestData.NowUtc);
        journey.Remove(2, Later);

        Assert.Equal(
            [(RevisionKind.Moved, 3, 3, TestData.NowUtc), (RevisionKind.Removed, 1, 2, Later)],
            journey.Revisions.Select(r => (r.Kind, r.Number, r.Position, r.AtUtc)));
        Assert.Equal([4, 5], journey.Revisions.Select(r => r.Version));
    }

    [Fact]
    public void WhatChangesNothing_AndNewMoments_AreNoHistory()
    {
        var journey = TestData.Open("A9 B8");
        journey.Edit(1, TestData.Entry("A9"), Later);
        journey.Move(2, 2, Later);
        journey.InsertByDate(TestData.Entry("C0"));
        journey.Finish(Outcome.Left, TestData.Day, Later);
        journey.Reopen();

        Assert.Empty(journey.Revisions);
    }

    [Fact]
    public void PutBack_RemovedMoment_IsThereAsItWas_UnderItsNumber()
    {
        var journey = TestData.Open("A9 C0 B8");
        var facts = journey.Facts;
        journey.Remove(2, TestData.NowUtc);
        var removed = journey.Revisions[0];

        journey.PutBack(removed, Later);

        Assert.Equal([(1, 90), (2, 0), (3, 80)], journey.Moments.Select(m => (m.Number, m.Score.Tenths)));
        Assert.Equal(facts, journey.Facts);
        Assert.Equal(
            (RevisionKind.PutBack, 2, Later), (journey.Revisions[1].Kind, journey.Revisions[1].Number, journey.Revisions[1].AtUtc));
        Assert.Throws<ArgumentException>(() => journey.PutBack(removed, Later));
    }

    [Fact]
    public void PutBack_WhereTheJourneyIsShorterNow_GoesToItsEnd()
    {
        var journey = TestData.Open("A1 B2 C3");
        journey.Remove(3, Later);
        journey.Remove(2, Later);
        journey.PutBack(journey.Revisions[0], Later);

        Assert.Equal([1, 3], journey.Moments.Select(m => m.Number));
    }

    [Fact]
    public void PutBack_OfAnotherJourneyOrOfAnEdit_OrWhenFullOrFinished_Throws()
    {
        var (journey, other) = (TestData.Open("A1 B2"), TestData.Open("A1 B2"));
        other.Remove(2, Later);
        Assert.Throws<ArgumentException>(() => journey.PutBack(other.Revisions[0], Later));

        journey.Edit(2, TestData.Entry("B3"), Later);
        journey.Remove(2, Later);
        Assert.Throws<ArgumentException>(() => journey.PutBack(journey.Revisions[0], Later));

        for (var i = journey.Moments.Count; i < Journey.MaxMoments; i++)
        {
            journey.Add(TestData.Entry("A9"));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => journey.PutBack(journey.Revisions[1], Later));
        journey.Remove(5, Later);
        journey.Finish(Outcome.Left, TestData.Day, Later);
        Assert.Throws<InvalidOperationException>(() => journey.PutBack(journey.Revisions[1], Later));
    }

    [Theory]
    [InlineData("1@", "2", "1@ 2")]
    [InlineData("3", "2", "2 3")]
    [InlineData("1 3", "2", "1 2 3")]
    [InlineData("2@10 2@18", "2@14", "2@10 2@14 2@18")]
    [InlineData("2@10 2@18", "2", "2@10 2@18 2")]
    [InlineData("2 2@18", "2@14", "2 2@14 2@18")]
    [InlineData("2@18 2", "2@14", "2@18 2 2@14")]
    [InlineData("5 3", "4", "5 3 4")]
    [InlineData("2@14", "2@14", "2@14 2@14")]
    public void InsertByDate_GoesBehindTheLastMomentThatIsNotAfterIt(string there, string added, string expected)
    {
        var (first, rest) = (there.Split(' ')[0], there.Split(' ')[1..]);
        var journey = new Journey(TestData.Company, At(first), TestData.NowUtc);
        foreach (var moment in rest)
        {
            journey.Add(At(moment));
        }

        var number = journey.InsertByDate(At(added));

        Assert.Equal(journey.MomentsEver, number);
        Assert.Equal(expected.Replace("@ ", " ", StringComparison.Ordinal), string.Join(' ', journey.Moments.Select(Written)));
    }

    // Told in any order, moments whose times are all known come to stand in theirs; nobody who stands there is moved.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void InsertByDate_InAnyOrder_IsInOrder() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 23]).Array[1, 30].Sample(times =>
        {
            MomentEntry EntryOf((int Day, int Hour) t) => TestData
                .Entry("A9") with
            { OccurredOn = TestData.Day.AddDays(t.Day), OccurredAt = new TimeOnly(t.Hour, 0) };
            var journey = new Journey(TestData.Company, EntryOf(times[0]), TestData.NowUtc);
            foreach (var time in times.Skip(1))
            {
                var before = journey.Moments.Select(m => m.Number).ToList();
                var number = journey.InsertByDate(EntryOf(time));
                Assert.Equal(before, journey.Moments.Select(m => m.Number).Where(n => n != number));
            }

            Assert.Equal(
                times.Order(), journey.Moments.Select(m => (m.OccurredOn.DayNumber - TestData.Day.DayNumber, m.OccurredAt!.Value.Hour)));
            Assert.Empty(journey.Revisions);
        }, iter: 200);

    // Undone one after another, the last first, the revisions lead back to what was sent.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void AnyChanges_UndoneByTheirRevisions_LeadBack() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[0, 100]).Array[0, 25].Sample(steps =>
        {
            var journey = TestData.Open("A9 B8 C0 D7 E6 A5");
            var sent = journey.Moments.Select(m => (m.Number, m.Position, m.Score)).ToList();
            foreach (var (act, from, to, tenths) in steps)
            {
                if (from > journey.Moments.Count || to > journey.Moments.Count)
                {
                    continue;
                }

                var version = journey.Version;
                var before = journey.Revisions.Count;
                switch (act)
                {
                    case 0:
                        journey.Edit(from, TestData.Entry("E1") with { Score = new Score(tenths) }, Later);
                        break;
                    case 1:
                        journey.Move(from, to, Later);
                        break;
                    case 2 when journey.Moments.Count > 1:
                        journey.Remove(from, Later);
                        break;
                    default:
                        continue;
                }

                Assert.InRange(journey.Revisions.Count - before, 0, 1);
                Assert.Equal(version + 1, journey.Version);
            }

            var moments = journey.Moments.Select(m => (m.Number, m.Score)).ToList();
            foreach (var revision in journey.Revisions.Reverse())
            {
                moments.RemoveAll(m => m.Number == revision.Number);
                moments.Insert(revision.Position - 1, (revision.Number, revision.Score));
            }

            Assert.Equal(sent, moments.Select((m, i) => (m.Number, i + 1, m.Score)));
            Assert.Equal(journey.Revisions.Count, journey.Revisions.Select(r => r.Version).Distinct().Count());
        }, iter: 200);

    private static MomentEntry At(string written)
    {
        var (day, hour) = (written.Split('@')[0], written.Split('@').ElementAtOrDefault(1));
        return TestData.Entry("A9") with
        {
            OccurredOn = TestData.Day.AddDays(int.Parse(day, System.Globalization.CultureInfo.InvariantCulture)),
            OccurredAt = string.IsNullOrEmpty(hour) ? null : new TimeOnly(int.Parse(hour, System.Globalization.CultureInfo.InvariantCulture), 0),
        };
    }

    private static string Written(Moment moment) =>
        FormattableString.Invariant(
            $"{moment.OccurredOn.DayNumber - TestData.Day.DayNumber}{(moment.OccurredAt is { } at ? $"@{at.Hour}" : "")}");
}
