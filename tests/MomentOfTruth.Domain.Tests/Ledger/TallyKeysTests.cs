using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Domain.Tests.Ledger;

public sealed class TallyKeysTests
{
    private static readonly bool[] Both = [false, true];

    private static readonly Guid A = TestData.Touchpoint('A'), B = TestData.Touchpoint('B');

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void Score_IsReadAsItWasWritten(int tenths)
    {
        RoundTrips(new ScoreKey(A, tenths));
        Assert.StartsWith(ScoreKey.BeginningOf(A), new ScoreKey(A, tenths).Write(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void SoleKiller_IsReadAsItWasWritten(int zeros) => RoundTrips(new SoleKillerKey(B, zeros));

    [Fact]
    public void ZeroSet_IsReadAsItWasWritten_InOneOrder()
    {
        var key = new ZeroSetKey([(B, 1), (A, 12)]).Write();

        Assert.Equal(new ZeroSetKey([(A, 12), (B, 1)]).Write(), key);
        Assert.Equal([(A, 12), (B, 1)], ZeroSetKey.Read(key).Zeros);
    }

    [Fact]
    public void Outcome_IsReadAsItWasWritten()
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            Assert.All(Both, collapsed => RoundTrips(new OutcomeKey(collapsed, outcome, "")));
            Assert.All(Both, collapsed => RoundTrips(new OutcomeKey(collapsed, outcome, ":a:b::")));
        }
    }

    [Fact]
    public void Recovery_IsReadAsItWasWritten() =>
        Assert.All(Both, well => Assert.All(Both, left => RoundTrips(new RecoveryKey(well, left))));

    [Fact]
    public void Matched_IsReadAsItWasWritten() =>
        Assert.All(Both, collapsed => Assert.All(Both, left => RoundTrips(new MatchedKey(100, 20, collapsed, left))));

    [Fact]
    public void Position_IsReadAsItWasWritten() => Assert.All(Both, killed => RoundTrips(new PositionKey(100, killed)));

    // Stored ledgers hold these: a change of one needs another Tally.Definition.
    [Fact]
    public void Keys_AreWrittenAsStoredLedgersHoldThem()
    {
        var (a, b) = (TallyKey.Part(A), TallyKey.Part(B));

        Assert.Equal(1, Tally.Definition);
        Assert.Equal(a + ":75", new ScoreKey(A, 75).Write());
        Assert.Equal(a + ":2", new SoleKillerKey(A, 2).Write());
        Assert.Equal($"{a}:1,{b}:2", new ZeroSetKey([(A, 1), (B, 2)]).Write());
        Assert.Equal("collapsed:left-for-competitor:Rival", new OutcomeKey(true, Outcome.LeftForCompetitor, "Rival").Write());
        Assert.Equal("survived:stayed:", new OutcomeKey(false, Outcome.Stayed, "").Write());
        Assert.Equal(("good:left", "poor:stayed"), (new RecoveryKey(true, true).Write(), new RecoveryKey(false, false).Write()));
        Assert.Equal("12:7:collapsed:stayed", new MatchedKey(12, 7, true, false).Write());
        Assert.Equal(("3:killed", "3:alive"), (new PositionKey(3, true).Write(), new PositionKey(3, false).Write()));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("3:dead")]
    [InlineData("three:alive")]
    [InlineData("3:alive:killed")]
    public void Read_OfAnythingElse_Throws(string key) => Assert.Throws<FormatException>(() => PositionKey.Read(key));

    [Fact]
    public void Read_OfAnythingElse_SaysWhatItWas()
    {
        Assert.Equal("3 is not a key of Position.", Assert.Throws<FormatException>(() => PositionKey.Read("3")).Message);
        Assert.Equal("maybe is neither killed nor alive.", Assert.Throws<FormatException>(() => PositionKey.Read("3:maybe")).Message);
    }

    private static void RoundTrips<TKey>(TKey key)
        where TKey : ITallyKey<TKey> => Assert.Equal(key, TKey.Read(key.Write()));
}
