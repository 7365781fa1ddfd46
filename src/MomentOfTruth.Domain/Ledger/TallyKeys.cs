using System.Buffers.Text;
using System.Globalization;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>
/// What a count of one kind says within its kind, and how that is stored. Each kind of key is written and read here and nowhere else.
/// Keys are stored: one that is written differently needs another <see cref="Tally.Definition"/>.
/// </summary>
public interface ITallyKey<TSelf>
    where TSelf : ITallyKey<TSelf>
{
    static abstract TallyKind Kind { get; }

    string Write();

    /// <summary>Reads what <see cref="Write"/> wrote; throws at anything else.</summary>
    static abstract TSelf Read(string key);
}

/// <summary>A moment's touchpoint and score in tenths: <c>touchpoint:tenths</c>.</summary>
public readonly record struct ScoreKey(Guid TouchpointId, int Tenths) : ITallyKey<ScoreKey>
{
    public static TallyKind Kind => TallyKind.Scores;

    /// <summary>How the keys of all scores at a touchpoint begin.</summary>
    public static string BeginningOf(Guid touchpointId) => KeyText.Of(touchpointId) + ':';

    public string Write() => BeginningOf(TouchpointId) + KeyText.Of(Tenths);

    public static ScoreKey Read(string key) => key.Split(':') is [var touchpoint, var tenths]
        ? new ScoreKey(KeyText.TouchpointOf(touchpoint), KeyText.NumberOf(tenths))
        : throw KeyText.NotOf(Kind, key);
}

/// <summary>The touchpoint that has all zeros of a journey, and how many: <c>touchpoint:zeros</c>.</summary>
public readonly record struct SoleKillerKey(Guid TouchpointId, int Zeros) : ITallyKey<SoleKillerKey>
{
    public static TallyKind Kind => TallyKind.SoleKiller;

    public string Write() => $"{KeyText.Of(TouchpointId)}:{KeyText.Of(Zeros)}";

    public static SoleKillerKey Read(string key) => key.Split(':') is [var touchpoint, var zeros]
        ? new SoleKillerKey(KeyText.TouchpointOf(touchpoint), KeyText.NumberOf(zeros))
        : throw KeyText.NotOf(Kind, key);
}

/// <summary>
/// The touchpoints that have zeros of a journey, and how many each: <c>touchpoint:zeros,touchpoint:zeros…</c>, in the order of their
/// texts, so that journeys with the same zeros have the same key.
/// </summary>
public sealed record ZeroSetKey(IReadOnlyList<(Guid TouchpointId, int Zeros)> Zeros) : ITallyKey<ZeroSetKey>
{
    public static TallyKind Kind => TallyKind.ZeroSet;

    public string Write() => string.Join(',', Zeros
        .Select(zero => (Touchpoint: KeyText.Of(zero.TouchpointId), zero.Zeros))
        .OrderBy(zero => zero.Touchpoint, StringComparer.Ordinal)
        .Select(zero => $"{zero.Touchpoint}:{KeyText.Of(zero.Zeros)}"));

    public static ZeroSetKey Read(string key) => new([.. key.Split(',').Select(part => part.Split(':') is [var touchpoint, var zeros]
        ? (KeyText.TouchpointOf(touchpoint), KeyText.NumberOf(zeros))
        : throw KeyText.NotOf(Kind, key))]);
}

/// <summary>How a journey ended, and where the customer went: <c>collapsed|survived:outcome:competitor</c>.</summary>
/// <param name="Competitor">Empty where none was named; may itself hold colons.</param>
public readonly record struct OutcomeKey(bool IsCollapsed, Outcome Outcome, string Competitor) : ITallyKey<OutcomeKey>
{
    public static TallyKind Kind => TallyKind.Outcome;

    public string Write() => $"{KeyText.Collapsed.Of(IsCollapsed)}:{Outcome.ToCode()}:{Competitor}";

    public static OutcomeKey Read(string key) =>
        key.Split(':', 3) is [var fate, var code, var competitor] && OutcomeCodes.FromCode(code) is { } outcome
            ? new OutcomeKey(KeyText.Collapsed.Read(fate), outcome, competitor)
            : throw KeyText.NotOf(Kind, key);
}

/// <summary>How a collapsed journey went on, and whether the customer left: <c>good|poor:left|stayed</c>.</summary>
public readonly record struct RecoveryKey(bool WentOnWell, bool IsLeft) : ITallyKey<RecoveryKey>
{
    public static TallyKind Kind => TallyKind.Recovery;

    public string Write() => $"{KeyText.Good.Of(WentOnWell)}:{KeyText.Left.Of(IsLeft)}";

    public static RecoveryKey Read(string key) => key.Split(':') is [var after, var ending]
        ? new RecoveryKey(KeyText.Good.Read(after), KeyText.Left.Read(ending))
        : throw KeyText.NotOf(Kind, key);
}

/// <summary>What makes journeys alike, and how they ended: <c>moments:band:collapsed|survived:left|stayed</c>.</summary>
/// <param name="Band">The plain average in steps of half a point, rounded down; 20 for an average of 10.</param>
public readonly record struct MatchedKey(int Moments, int Band, bool IsCollapsed, bool IsLeft) : ITallyKey<MatchedKey>
{
    public static TallyKind Kind => TallyKind.Matched;

    public string Write() => $"{KeyText.Of(Moments)}:{KeyText.Of(Band)}:{KeyText.Collapsed.Of(IsCollapsed)}:{KeyText.Left.Of(IsLeft)}";

    public static MatchedKey Read(string key) => key.Split(':') is [var moments, var band, var fate, var ending]
        ? new MatchedKey(KeyText.NumberOf(moments), KeyText.NumberOf(band), KeyText.Collapsed.Read(fate), KeyText.Left.Read(ending))
        : throw KeyText.NotOf(Kind, key);
}

/// <summary>The last position at which a journey was alive, or at which it was killed: <c>position:alive|killed</c>.</summary>
public readonly record struct PositionKey(int Position, bool IsKilled) : ITallyKey<PositionKey>
{
    public static TallyKind Kind => TallyKind.Position;

    public string Write() => $"{KeyText.Of(Position)}:{KeyText.Killed.Of(IsKilled)}";

    public static PositionKey Read(string key) => key.Split(':') is [var position, var end]
        ? new PositionKey(KeyText.NumberOf(position), KeyText.Killed.Read(end))
        : throw KeyText.NotOf(Kind, key);
}

/// <summary>The parts that keys are made of.</summary>
internal static class KeyText
{
    public static readonly Words Collapsed = new("collapsed", "survived");
    public static readonly Words Left = new("left", "stayed");
    public static readonly Words Good = new("good", "poor");
    public static readonly Words Killed = new("killed", "alive");

    /// <summary>22 letters, so that a hundred touchpoints still fit into an index entry of PostgreSQL.</summary>
    public static string Of(Guid touchpointId) => Base64Url.EncodeToString(touchpointId.ToByteArray(bigEndian: true));

    public static Guid TouchpointOf(string text) => new(Base64Url.DecodeFromChars(text), bigEndian: true);

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int NumberOf(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static FormatException NotOf(TallyKind kind, string key) => new($"{key} is not a key of {kind}.");

    /// <summary>The two words for a condition that holds or does not.</summary>
    public sealed record Words(string Yes, string No)
    {
        public string Of(bool value) => value ? Yes : No;

        public bool Read(string word) =>
            word == Yes || (word == No ? false : throw new FormatException($"{word} is neither {Yes} nor {No}."));
    }
}
