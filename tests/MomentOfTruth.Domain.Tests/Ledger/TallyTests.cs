using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Domain.Tests.Measures;

namespace MomentOfTruth.Domain.Tests.Ledger;

public sealed class TallyTests
{
    private const int Samples = 60;

    private static readonly Guid[] Products = [Guid.Empty, new("b0000000-0000-0000-0000-000000000001")];

    private static readonly Gen<Journey> AnyJourney = Gen.Select(
        TestData.Moments, Gen.Int[0, 2], Gen.OneOf(Products), Gen.Enum<Outcome>(), Gen.Bool, Gen.Frequency(
            (1, Gen.Const(false)), (4, Gen.Const(true))),
        (moments, days, product, outcome, isCompetitorNamed, isFinished) =>
        {
            var journey = TestData.Open(moments);
            journey.ProductId = product == Guid.Empty ? null : product;
            if (isFinished)
            {
                var competitor = isCompetitorNamed && outcome == Outcome.LeftForCompetitor ? "Rival: one" : null;
                journey.Finish(outcome, TestData.Day.AddDays(days), TestData.NowUtc, competitor);
            }

            return journey;
        });

    private static readonly Gen<Journey[]> Journeys = AnyJourney.Array[0, 8];

    [Fact]
    public void Add_TheEight_CountsWhatWasFoundByHand()
    {
        var tally = OfTheEight();

        Assert.Equal(8, tally.One(TallyKind.Journeys).N);
        Assert.Equal(5, tally.One(TallyKind.Collapsed).N);
        Assert.Equal(3, tally.One(TallyKind.Hidden).N);
        Assert.Equal(0.222, MeanOf(tally, TallyKind.Product), 3);
        Assert.Equal(3.14, 10 * MeanOf(tally, TallyKind.EvenScore), 2);
        Assert.Equal(6.08, 10 * MeanOf(tally, TallyKind.Average), 2);
        Assert.DoesNotContain(tally.Counts(), c => c.Key.Kind is TallyKind.InProgress or TallyKind.Recovery or TallyKind.Matched);
        Assert.Equal([new LedgerPlace(TestData.Company, TestData.Day, Guid.Empty)], tally.Places.Keys);
    }

    [Fact]
    public void Add_TheEight_SurvivesThreeOfEight()
    {
        var tally = OfTheEight();
        var (n, collapsed) = (tally.One(TallyKind.Journeys).N, tally.One(TallyKind.Collapsed).N);
        var survival = new Proportion(n - collapsed, n);

        Assert.Equal((0.375, 0.137, 0.694), (survival.Rate, Math.Round(survival.Low!.Value, 3), Math.Round(survival.High!.Value, 3)));
    }

    [Fact]
    public void Add_TheEight_RanksTheKillingMoments()
    {
        var tally = OfTheEight();
        var ranked = KillingMoments.Rank("ABCDE".Select(name => new KillingMoment(
            name.ToString(),
            TestData.Touchpoint(name),
            tally.One(new TouchpointKey(TallyKind.Reached, Id(name))).N,
            tally.One(new TouchpointKey(TallyKind.Kills, Id(name))).N,
            tally.One(TallyKind.Collapsed).N)));

        Assert.Equal(
            [("C", 7, 3), ("D", 3, 1), ("A", 7, 1), ("B", 6, 0), ("E", 1, 0)],
            ranked.Select(t => (t.Touchpoint, t.Reached, t.Kills)));
        Assert.Equal((3.0 / 7, 3.0 / 5), (ranked[0].KillRate.Rate, ranked[0].KillShare.Rate));
    }

    [Fact]
    public void Add_TheEight_KnowsWhatOneFixWouldSave()
    {
        var tally = OfTheEight();

        var (ofC, ofD) = (new SoleKillerKey(Id('C'), 1), new SoleKillerKey(Id('D'), 1));
        Assert.Equal((2, 1), (tally.One(ofC).N, tally.One(ofD).N));
        Assert.Equal(2, tally.Of<SoleKillerKey>(TallyKind.SoleKiller).Count());
        Assert.Equal(2, tally.Of<ZeroSetKey>(TallyKind.ZeroSet).Where(c => c.Key.Zeros.Count > 1).Sum(c => c.Count.N));
        Assert.Equal(1, tally.One(new ZeroSetKey([(Id('C'), 1), (Id('E'), 1)])).N);
        Assert.Equal(1, tally.One(new ZeroSetKey("ABCDE".Select(name => (Id(name), 1)))).N);

        // Score gain of C: from every zero becoming 0.1, to every zero becoming its median score.
        var butForZeros = tally.One(ofC).Sum * Tally.Unit;
        var scores = tally.Of<ScoreKey>(TallyKind.Scores).Where(c => c.Key.TouchpointId == Id('C'))
            .SelectMany(c => Enumerable.Repeat(c.Key.Tenths, (int)c.Count.N))
            .Order().ToList();
        Assert.Equal([0, 0, 0, 0, 70, 80, 90, 100], scores);
        Assert.Equal(0.015, butForZeros * 0.1 / 8, 3);
        Assert.Equal(0.131, butForZeros * 0.85 / 8, 3);
    }

    [Fact]
    public void Add_TheEight_DrawsTheSurvivalCurve()
    {
        var positions = OfTheEight().Of<PositionKey>(TallyKind.Position).ToDictionary(c => c.Key, c => c.Count.N);
        Assert.Equal(
            new() { [new(1, true)] = 1, [new(2, true)] = 1, [new(3, true)] = 2, [new(4, true)] = 1, [new(3, false)] = 2, [new(5, false)] = 1 },
            positions);

        var (atRisk, survival, curve) = (8L, 1.0, new List<double>());
        for (var k = 1; k <= 5; k++)
        {
            var killed = positions.GetValueOrDefault(new(k, true));
            survival *= 1 - ((double)killed / atRisk);
            curve.Add(Math.Round(survival, 9));
            atRisk -= killed + positions.GetValueOrDefault(new(k, false));
        }

        Assert.Equal([0.875, 0.75, 0.5, 0.25, 0.25], curve);
    }

    [Fact]
    public void Add_OpenJourney_CountsInProgressAlone_AndWhetherItHasCollapsed()
    {
        var tally = new Tally();
        tally.Add(TestData.Open("A9 C8"));
        Assert.Equal((new WholeKey(TallyKind.InProgress), 1), tally.Counts().Select(c => (c.Key, c.Count.N)).Single());

        tally.Add(TestData.Open("A9 C0"));

        Assert.Equal(
            [(TallyKind.InProgress, 2L), (TallyKind.InProgressCollapsed, 1L)],
            tally.Counts().Select(c => (c.Key.Kind, c.Count.N)).OrderBy(c => c.Kind));
    }

    [Fact]
    public void Add_JourneyWithoutAnOrder_CountsNothingThatNeedsOne()
    {
        var (ordered, unordered) = (TestData.Finished("A9 C0 B8", Outcome.Left), TestData.Open("A9 C0 B8"));
        unordered.HasNoOrder();
        unordered.Finish(Outcome.Left, unordered.LatestMomentOn, TestData.NowUtc);
        TallyKind[] KindsOf(Journey journey)
        {
            var tally = new Tally();
            tally.Add(journey);
            return [.. tally.Counts().Select(c => c.Key.Kind).Distinct()];
        }

        Assert.Equal(
            new[] { TallyKind.Ordered, TallyKind.Reached, TallyKind.Kills, TallyKind.KillsAt, TallyKind.Recovery, TallyKind.Position }.Order(),
            KindsOf(ordered).Except(KindsOf(unordered)).Order());
        Assert.Empty(KindsOf(unordered).Except(KindsOf(ordered)));
    }

    [Fact]
    public void Add_JourneyThatClosedByItself_IsCountedAsThat_UntilItGoesOn()
    {
        var (tally, journey) = (new Tally(), TestData.Open("A9 C0"));
        journey.FinishByItself(TestData.NowUtc);
        tally.Add(journey);

        Assert.Equal(1, new LedgerTotals(tally.Places.Values).N(TallyKind.ClosedByItself));
        Assert.Equal(1, new LedgerTotals(tally.Places.Values).N(TallyKind.Collapsed));

        tally.Remove(journey);
        journey.Add(TestData.Entry("B5"));
        tally.Add(journey);
        Assert.Equal(
            [(TallyKind.InProgress, 1L), (TallyKind.InProgressCollapsed, 1L)],
            tally.Counts().Where(c => c.Count.N != 0).Select(c => (c.Key.Kind, c.Count.N)).OrderBy(c => c.Kind));
    }

    [Theory]
    [InlineData("A0 B8", Outcome.Left, "good:left")]
    [InlineData("A0 B7.9", Outcome.Left, "poor:left")]
    [InlineData("A0 B10 C6", Outcome.LeftForCompetitor, "good:left")]
    [InlineData("A0 B10 C5.9", Outcome.Returned, "poor:left")]
    [InlineData("A0 B9 C0", Outcome.Complained, "poor:stayed")]
    [InlineData("A1 B0 C9", Outcome.Stayed, "good:stayed")]
    [InlineData("A9 B0", Outcome.Left, null)]
    [InlineData("A9 B9", Outcome.Left, null)]
    [InlineData("A0 B9", Outcome.NotSaid, null)]
    public void Add_SomethingAfterTheKillingMoment_CountsHowWellItWasMadeGood(string moments, Outcome outcome, string? key) =>
        Assert.Equal(key, KeysOf<RecoveryKey>(TallyKind.Recovery, moments, outcome)
            .Select(k => $"{(k.WentOnWell ? "good" : "poor")}:{(k.IsLeft ? "left" : "stayed")}").SingleOrDefault());

    [Theory]
    [InlineData("A0 B10 C8", 1)]
    [InlineData("A0 B10 C7.9", 0)]
    [InlineData("A6 B6", 0)]
    public void Add_AverageOfSixExactly_HidesACollapse(string moments, int hidden) =>
        Assert.Equal(hidden, KeysOf<WholeKey>(TallyKind.Hidden, moments, Outcome.Stayed).Count());

    [Theory]
    [InlineData("A0", Outcome.Left, "1:0:collapsed:left")]
    [InlineData("A0 B0.9", Outcome.Stayed, "2:0:collapsed:stayed")]
    [InlineData("A0 B1", Outcome.Stayed, "2:1:collapsed:stayed")]
    [InlineData("A7.4", Outcome.Returned, "1:14:survived:left")]
    [InlineData("A7.5", Outcome.Complained, "1:15:survived:stayed")]
    [InlineData("A10 B9.9", Outcome.Stayed, "2:19:survived:stayed")]
    [InlineData("A10 B10", Outcome.Stayed, "2:20:survived:stayed")]
    [InlineData("A10", Outcome.NotSaid, null)]
    public void Add_KnownOutcome_MatchesMomentCountAndBandOfAverage(string moments, Outcome outcome, string? key) =>
        Assert.Equal(key, KeysOf<MatchedKey>(TallyKind.Matched, moments, outcome)
            .Select(k => FormattableString.Invariant(
                $"{k.Moments}:{k.Band}:{(k.IsCollapsed ? "collapsed" : "survived")}:{(k.IsLeft ? "left" : "stayed")}"))
            .SingleOrDefault());

    [Fact]
    public void Add_AKillingMoment_IsCountedByItsTouchpointAndPosition()
    {
        var tally = Of([TestData.Finished("A9 C0 C0"), TestData.Finished("C9 C0"), TestData.Finished("C0 A0"), TestData.Finished("A9")]);

        Assert.Equal(
            [(new KillsAtKey(Id('C'), 1), 1L), (new KillsAtKey(Id('C'), 2), 2L)],
            tally.Of<KillsAtKey>(TallyKind.KillsAt).Select(c => (c.Key, c.Count.N)).OrderBy(c => c.Key.Position));
    }

    // The journey of 14 May began on the 12th: its moments count on their own days, and only once it is finished.
    [Fact]
    public void Add_MomentsOfSeveralDays_AreCountedOnTheirOwnDays()
    {
        var journey = new Journey(TestData.Company, TestData.Entry("A9") with { OccurredOn = TestData.Day.AddDays(-2) }, TestData.NowUtc)
        {
            ProductId = Products[1],
        };
        journey.Add(TestData.Entry("A0"));
        journey.Add(TestData.Entry("A0"));
        Assert.DoesNotContain(Of([journey]).Counts(), c => c.Key.Kind == TallyKind.DatedMoments);

        journey.Finish(Outcome.NotSaid, TestData.Day.AddDays(1), TestData.NowUtc);

        LedgerPlace At(int days) => new(TestData.Company, TestData.Day.AddDays(days), Products[1]);
        var tally = Of([journey]);
        Assert.Equal(
            new[] { (At(-2), new DatedMomentKey(Id('A'), false), 1L), (At(0), new DatedMomentKey(Id('A'), true), 2L) }.ToHashSet(),
            tally.Counts().Where(c => c.Key.Kind == TallyKind.DatedMoments).Select(c => (c.Place, (DatedMomentKey)c.Key, c.Count.N)).ToHashSet());
        Assert.All(tally.Counts(), c => Assert.Equal(c.Key.Kind == TallyKind.DatedMoments, c.Place != At(1)));
    }

    [Theory]
    [InlineData("A0", Outcome.Left, "0 Zero 1:0 left")]
    [InlineData("A0.1", Outcome.Stayed, "1 Low 1:0 stayed")]
    [InlineData("A5.4 B10", Outcome.Returned, "5 Low 2:20 left")]
    [InlineData("A5.5 B9.9", Outcome.Stayed, "6 Fair 2:19 stayed")]
    [InlineData("A8.4 B0 C3", Outcome.Stayed, "8 Fair 3:3 stayed")]
    [InlineData("A8.5 B0 C0.9", Outcome.Stayed, "9 Top 3:0 stayed")]
    [InlineData("B0 A10", Outcome.LeftForCompetitor, "10 Top 2:0 left")]
    [InlineData("A10 B5 A3 A9", Outcome.Stayed, "3 Low 4:16 stayed")]
    [InlineData("A0 A0", Outcome.Stayed, "0 Zero 2:0 stayed")]
    [InlineData("B9", Outcome.Left, null)]
    [InlineData("A9", Outcome.NotSaid, null)]
    public void Add_KnownOutcome_MatchesByTheOtherMoments(string moments, Outcome outcome, string? atA)
    {
        var scored = KeysOf<LeftByScoreKey>(TallyKind.LeftByScore, moments, outcome).SingleOrDefault(k => k.TouchpointId == Id('A'));
        var matched = KeysOf<MatchedAtKey>(TallyKind.MatchedAt, moments, outcome).SingleOrDefault(k => k.TouchpointId == Id('A'));

        Assert.Equal(atA, matched is null ? null : FormattableString.Invariant(
            $"{scored!.Points} {matched.Class} {matched.Moments}:{matched.OthersBand} {(matched.IsLeft ? "left" : "stayed")}"));
        Assert.Equal((matched is null, matched?.IsLeft), (scored is null, scored?.IsLeft));
    }

    [Fact]
    public void Add_Outcomes_CountsByFateOutcomeAndDestination()
    {
        var tally = new Tally();
        tally.Add(TestData.Finished("A0", Outcome.LeftForCompetitor, "Rival: one"));
        tally.Add(TestData.Finished("A0", Outcome.LeftForCompetitor));
        tally.Add(TestData.Finished("A9", Outcome.Returned));
        tally.Add(TestData.Finished("A9"));

        Assert.Equal(
            [
                new(true, Outcome.LeftForCompetitor, "Rival: one"), new(true, Outcome.LeftForCompetitor, ""), new(false, Outcome.Returned, ""),
                new(false, Outcome.NotSaid, ""),
            ],
            tally.Of<OutcomeKey>(TallyKind.Outcome).Select(c => c.Key).ToHashSet());
    }

    [Fact]
    public void Add_TouchpointOnlyAfterTheKillingMoment_IsNotReached()
    {
        var tally = new Tally();
        tally.Add(TestData.Finished("A9 A8 C0 E9 A9"));

        Assert.Equal(
            new[] { (Id('A'), 1L), (Id('C'), 1L) },
            tally.Of<TouchpointKey>(TallyKind.Reached).Select(c => (c.Key.TouchpointId, c.Count.N)).Order());
    }

    [Fact]
    public void Add_SeveralZerosAtOneTouchpoint_AreToldApartByTheirNumber()
    {
        var tally = new Tally();
        tally.Add(TestData.Finished("C0 A5 C0"));

        Assert.Equal(new TallyCount(1, 50_000_000_000), tally.One(new SoleKillerKey(Id('C'), 2)));
        Assert.Equal(1, tally.One(new ZeroSetKey([(Id('C'), 2)])).N);
    }

    [Fact]
    public void Remove_WhatWasAdded_LeavesNothing_AndOfTwoTheOther()
    {
        var (one, other) = (TestData.Finished("A9 C0 B8", Outcome.Left), TestData.Open("A9"));
        var tally = Of([one, other]);

        tally.Remove(one);
        Assert.Equal(Of([other]).Counts().ToHashSet(), tally.Counts().ToHashSet());
        tally.Remove(other);
        Assert.Empty(tally.Counts());
    }

    [Fact]
    public void Add_AJourneyWithAProduct_CountsItUnderTheProduct()
    {
        var (product, journey) = (Guid.CreateVersion7(), TestData.Finished("A9 C0"));
        journey.ProductId = product;

        Assert.Equal(product, Assert.Single(Of([journey]).Places.Keys).ProductId);
    }

    [Fact]
    public void Negated_ACount_TakesItAway()
    {
        Assert.Equal(new TallyCount(-2, -30), new TallyCount(2, 30).Negated());
        Assert.Equal(default, new TallyCount(2, 30) + new TallyCount(2, 30).Negated());
    }

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Remove_AllInAnyOrder_LeavesNothing() => Gen.Select(Journeys, Gen.Int.Array[8]).Sample((journeys, keys) =>
    {
        var tally = Of(journeys);
        foreach (var journey in Shuffled(journeys, keys))
        {
            tally.Remove(journey);
        }

        Assert.Empty(tally.Counts());
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Add_AnyOrder_GivesTheSumOfEach() => Gen.Select(Journeys, Gen.Int.Array[8]).Sample((journeys, keys) =>
    {
        var sum = new CountBag();
        foreach (var bag in Shuffled(journeys, keys).SelectMany(journey => Of([journey]).Places.Values))
        {
            sum.Add(bag);
        }

        Assert.Equal(Of(journeys).All().Counts.ToHashSet(), sum.Counts.ToHashSet());
    }, iter: Samples);

    // What the ledger does on every save: what it was is taken out, what it is comes in.
    [Fact]
    [Trait("Inputs", "Drawn")]
    public void RemoveThenAdd_ChangedJourney_EqualsARecount() => Gen.Select(AnyJourney, AnyJourney, Gen.Int[0, 100]).Sample((other, changed, tenths) =>
    {
        var tally = Of([other, changed]);
        tally.Remove(changed);
        if (changed.IsFinished)
        {
            changed.Reopen();
        }

        changed.Edit(1, TestData.Entry("D5") with { Score = new(tenths), OccurredOn = TestData.Day.AddDays(1) }, TestData.NowUtc);
        changed.Finish(Outcome.Complained, TestData.Day.AddDays(2), TestData.NowUtc);
        tally.Add(changed);

        Assert.Equal(Of([other, changed]).Counts().ToHashSet(), tally.Counts().ToHashSet());
    }, iter: Samples);

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Add_AnyJourneys_KeepsTheCountsTrueToEachOther() => Journeys.Sample(journeys =>
    {
        var tally = Of(journeys);
        var finished = journeys.Where(j => j.IsFinished).ToList();
        long n = finished.Count, collapsed = finished.Count(j => j.Moments.Any(m => m.Score.Tenths == 0));

        Assert.Equal(journeys.Length - n, tally.One(TallyKind.InProgress).N);
        Assert.Equal(n, tally.One(TallyKind.Journeys).N);
        Assert.Equal(collapsed, tally.One(TallyKind.Collapsed).N);
        Assert.Equal(collapsed, SumOf(tally, TallyKind.Kills));
        Assert.Equal(collapsed, SumOf(tally, TallyKind.ZeroSet));
        Assert.Equal(n, SumOf(tally, TallyKind.Position));
        Assert.Equal(n, SumOf(tally, TallyKind.Outcome));
        Assert.Equal(finished.Count(j => j.Outcome != Outcome.NotSaid), SumOf(tally, TallyKind.Matched));
        Assert.Equal(finished.Sum(j => j.Moments.Count), SumOf(tally, TallyKind.Scores));
        Assert.InRange(tally.One(TallyKind.Hidden).N, 0, collapsed);
        Assert.InRange(SumOf(tally, TallyKind.Recovery), 0, collapsed);

        foreach (var touchpoint in "ABCDE".Select(Id))
        {
            var kills = tally.One(new TouchpointKey(TallyKind.Kills, touchpoint)).N;
            var sole = tally.Of<SoleKillerKey>(TallyKind.SoleKiller).Where(c => c.Key.TouchpointId == touchpoint).Sum(c => c.Count.N);

            var reached = finished.Count(j => j.Moments.Any(m =>
                m.TouchpointId == touchpoint && j.Moments.Take(m.Position - 1).All(before => before.Score.Tenths > 0)));

            Assert.Equal(reached, tally.One(new TouchpointKey(TallyKind.Reached, touchpoint)).N);
            Assert.InRange(kills, 0, reached);
            Assert.InRange(sole, 0, kills);
        }
    }, iter: Samples);

    private static Tally OfTheEight() => Of(TestData.EightJourneys.Select(moments => TestData.Finished(moments)));

    private static Tally Of(IEnumerable<Journey> journeys)
    {
        var tally = new Tally();
        foreach (var journey in journeys)
        {
            tally.Add(journey);
        }

        return tally;
    }

    private static IEnumerable<TKey> KeysOf<TKey>(TallyKind kind, string moments, Outcome outcome)
        where TKey : CountKey => Of([TestData.Finished(moments, outcome)]).Of<TKey>(kind).Select(c => c.Key);

    private static IEnumerable<Journey> Shuffled(Journey[] journeys, int[] keys) =>
        journeys.Zip(keys).OrderBy(j => j.Second).Select(j => j.First);

    private static Guid Id(char touchpoint) => TestData.Touchpoint(touchpoint);

    private static double MeanOf(Tally tally, TallyKind kind) => tally.One(kind).Sum * Tally.Unit / tally.One(kind).N;

    private static long SumOf(Tally tally, TallyKind kind) => tally.Of<CountKey>(kind).Sum(c => c.Count.N);
}
