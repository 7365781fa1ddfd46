using CsCheck;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Tests.Ledger;

public sealed class CountBagTests
{
    private static readonly Guid A = TestData.Touchpoint('A'), B = TestData.Touchpoint('B');

    private static readonly Gen<Guid> AnyTouchpoint = Gen.Int[0, 4].Select(i => TestData.Touchpoint("ABCDE"[i]));

    private static readonly Gen<CountKey> AnyKey = Gen.OneOf<CountKey>(
        Gen.OneOf(TallyKind.Journeys, TallyKind.Product, TallyKind.Hidden).Select(kind => (CountKey)new WholeKey(kind)),
        Gen.Select(Gen.OneOf(TallyKind.Reached, TallyKind.Kills), AnyTouchpoint).Select(
            (kind, at) => (CountKey)new TouchpointKey(kind, at)),
        Gen.Select(AnyTouchpoint, Gen.Int[0, 100]).Select((at, tenths) => (CountKey)new ScoreKey(at, tenths)),
        Gen.Select(AnyTouchpoint, Gen.Int[1, 100]).Select((at, zeros) => (CountKey)new SoleKillerKey(at, zeros)),
        Gen.Select(AnyTouchpoint, Gen.Int[1, 100]).Array[1, 5].Select(zeros => (CountKey)new ZeroSetKey(zeros)),
        Gen.Select(Gen.Bool, Gen.Enum<Outcome>(), Gen.String).Select((fate, outcome, to) => (CountKey)new OutcomeKey(fate, outcome, to)),
        Gen.Select(Gen.Bool, Gen.Bool).Select((well, left) => (CountKey)new RecoveryKey(well, left)),
        Gen.Select(Gen.Int[1, 100], Gen.Int[0, 20], Gen.Bool, Gen.Bool)
            .Select((moments, band, fate, left) => (CountKey)new MatchedKey(moments, band, fate, left)),
        Gen.Select(Gen.Int[1, 100], Gen.Bool).Select((position, killed) => (CountKey)new PositionKey(position, killed)),
        Gen.Select(AnyTouchpoint, Gen.Int[1, 100]).Select((at, position) => (CountKey)new KillsAtKey(at, position)),
        Gen.Select(AnyTouchpoint, Gen.Bool).Select((at, isZero) => (CountKey)new DatedMomentKey(at, isZero)),
        Gen.Select(AnyTouchpoint, Gen.Int[0, 10], Gen.Bool).Select((at, points, left) => (CountKey)new LeftByScoreKey(at, points, left)),
        Gen.Select(AnyTouchpoint, Gen.Enum<ScoreClass>(), Gen.Int[1, 100], Gen.Int[0, 20], Gen.Bool)
            .Select((at, scored, moments, band, left) => (CountKey)new MatchedAtKey(at, scored, moments, band, left)));

    private static readonly Gen<(CountKey Key, long N, long Sum)[]> AnyCounts = Gen.Select(AnyKey, Gen.Long, Gen.Long).Array[0, 60];

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Read_OfAnyBag_IsWhatWasWritten() => AnyCounts.Sample(counts =>
    {
        var bag = BagOf(counts);
        var read = new CountBag();
        read.Read(bag.Write());

        Assert.Equal(bag.Counts.ToHashSet(), read.Counts.ToHashSet());
        Assert.Equal(bag.IsEmpty, read.IsEmpty);
    });

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Read_IntoABagWithCounts_AddsThem() => Gen.Select(AnyCounts, AnyCounts).Sample((some, others) =>
    {
        var bag = BagOf(some);
        bag.Read(BagOf(others).Write());

        Assert.Equal(BagOf([.. some, .. others]).Counts.ToHashSet(), bag.Counts.ToHashSet());
    });

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void AddedTo_AStoredBag_IsWhatReadingBothWouldGive() => Gen.Select(AnyCounts, AnyCounts).Sample((some, others) =>
    {
        // Half of the others take back what is there.
        others = [.. others.Index().Select(
            o => o.Index % 2 == 0 && o.Index < some.Length ? (some[o.Index].Key, -some[o.Index].N, -some[o.Index].Sum) : o.Item)];
        var merged = new CountBag();
        merged.Read(BagOf(others).AddedTo(BagOf(some).Write()));

        Assert.Equal(BagOf([.. some, .. others]).Counts.ToHashSet(), merged.Counts.ToHashSet());
    });

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void AddedTo_WhatItTakesAway_LeavesNothing() => AnyCounts.Sample(counts =>
    {
        var taken = BagOf(counts.Select(c => (c.Key, -c.N, -c.Sum)));
        Assert.Empty(taken.AddedTo(BagOf(counts).Write()));
    });

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Read_OfSomeKinds_StepsOverTheOthers() => Gen.Select(AnyCounts, Gen.Enum<TallyKind>().Array[1, 3]).Sample((counts, kinds) =>
    {
        var bag = BagOf(counts);
        var read = new CountBag();
        read.Read(bag.Write(), kinds);

        Assert.Equal(bag.Only(kinds).Counts.ToHashSet(), read.Counts.ToHashSet());
    });

    [Fact]
    [Trait("Inputs", "Drawn")]
    public void Read_OfHalfABag_Throws() => AnyCounts.Where(counts => !BagOf(counts).IsEmpty).Sample(counts =>
    {
        var bytes = BagOf(counts).Write();
        Assert.Throws<FormatException>(() => new CountBag().Read(bytes.AsSpan(..^1)));
    });

    [Fact]
    public void Read_OfAKindThatIsNotStored_Throws() =>
        Assert.Throws<FormatException>(() => new CountBag().Read([0, 99 << 1 & 0x7F | 0x80, 99 >> 6, 1, 2]));

    // Stored ledgers hold these: a change of one needs another Tally.Definition.
    [Fact]
    public void Bags_AreWrittenAsStoredLedgersHoldThem()
    {
        var bag = BagOf(
        [
            (new WholeKey(TallyKind.Journeys), 3, 0), (new WholeKey(TallyKind.Product), 3, 200), (new ScoreKey(A, 75), 2, 0),
            (new TouchpointKey(TallyKind.Kills, B), 1, 0), (new SoleKillerKey(B, 2), 1, 64), (new ZeroSetKey([(B, 1), (A, 12)]), -1, 0),
            (new OutcomeKey(true, Outcome.LeftForCompetitor, "KT"), 1, 0), (new RecoveryKey(true, false), 1, 0),
            (new MatchedKey(12, 7, true, false), 1, 0), (new PositionKey(3, true), 1, 0),
            (new KillsAtKey(B, 3), 1, 0), (new DatedMomentKey(A, false), 2, 0), (new LeftByScoreKey(B, 10, true), 1, 0),
            (new MatchedAtKey(B, ScoreClass.Top, 5, 14, true), 1, 0),
        ]);

        byte[] expected =
        [
            2, .. A.ToByteArray(bigEndian: true), .. B.ToByteArray(bigEndian: true),
            2 << 1, 1, 6,
            (4 << 1) | 1, 3, 6, 0x90, 3,
            10 << 1, 3, 0, 75, 4,
            12 << 1, 2, 1, 2,
            (13 << 1) | 1, 5, 1, 2, 2, 0x80, 1,
            14 << 1, 6, 2, 0, 12, 1, 1, 1,
            16 << 1, 6, 1, (byte)Outcome.LeftForCompetitor, 2, (byte)'K', (byte)'T', 2,
            17 << 1, 3, 1, 0, 2,
            18 << 1, 5, 12, 7, 1, 0, 2,
            19 << 1, 3, 3, 1, 2,
            23 << 1, 3, 1, 3, 2,
            24 << 1, 3, 0, 0, 4,
            25 << 1, 4, 1, 10, 1, 2,
            26 << 1, 6, 1, 3, 5, 14, 1, 2,
        ];
        Assert.Equal(3, Tally.Definition);
        Assert.Equal(expected, bag.Write());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("KT: 고객센터: 판매")]
    public void Outcome_Competitor_IsReadAsItWasSaid(string competitor)
    {
        var read = new CountBag();
        read.Read(BagOf([(new OutcomeKey(false, Outcome.LeftForCompetitor, competitor), 1, 0)]).Write());

        Assert.Equal(new OutcomeKey(false, Outcome.LeftForCompetitor, competitor), Assert.Single(read.Counts).Key);
    }

    [Fact]
    public void ZeroSet_OrderOfItsZeros_DoesNotMatter()
    {
        Assert.Equal(new ZeroSetKey([(A, 12), (B, 1)]), new ZeroSetKey([(B, 1), (A, 12)]));
        Assert.NotEqual(new ZeroSetKey([(A, 12), (B, 1)]), new ZeroSetKey([(A, 1), (B, 12)]));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(-1, true)]
    public void TakesAway_OnlyWithLessThanNothing(long n, bool takesAway) =>
        Assert.Equal(takesAway, BagOf([(new WholeKey(TallyKind.Journeys), 2, 0), (new ScoreKey(A, 0), n, 0)]).TakesAway);

    private static CountBag BagOf(IEnumerable<(CountKey Key, long N, long Sum)> counts)
    {
        var bag = new CountBag();
        foreach (var (key, n, sum) in counts)
        {
            bag.Add(key, new TallyCount(n, sum));
        }

        return bag;
    }
}
