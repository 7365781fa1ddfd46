using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Domain.Ledger;

/// <summary>
/// What a count of the ledger counts. Each kind of key is written and read here and nowhere else. They are stored: one that is written
/// differently needs another <see cref="Tally.Definition"/>.
/// </summary>
public abstract record CountKey(TallyKind Kind)
{
    internal abstract void Write(CountWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote of a key of that kind; throws at a kind that is not stored.</summary>
    internal static CountKey Of(TallyKind kind, ref CountReader reader) => kind switch
    {
        TallyKind.Scores => ScoreKey.Read(ref reader),
        TallyKind.Reached or TallyKind.Kills => TouchpointKey.Read(kind, ref reader),
        TallyKind.SoleKiller => SoleKillerKey.Read(ref reader),
        TallyKind.ZeroSet => ZeroSetKey.Read(ref reader),
        TallyKind.Outcome => OutcomeKey.Read(ref reader),
        TallyKind.Recovery => RecoveryKey.Read(ref reader),
        TallyKind.Matched => MatchedKey.Read(ref reader),
        TallyKind.Position => PositionKey.Read(ref reader),
        TallyKind.KillsAt => KillsAtKey.Read(ref reader),
        TallyKind.DatedMoments => DatedMomentKey.Read(ref reader),
        TallyKind.LeftByScore => LeftByScoreKey.Read(ref reader),
        TallyKind.MatchedAt => MatchedAtKey.Read(ref reader),
        TallyKind.CollapsedAverage => CollapsedAverageKey.Read(ref reader),
        _ when Enum.IsDefined(kind) => new WholeKey(kind),
        _ => throw new FormatException($"The ledger has no kind {kind}."),
    };

    /// <summary>Steps over a key without making it.</summary>
    internal static void Skip(TallyKind kind, ref CountReader reader)
    {
        switch (kind)
        {
            case TallyKind.ZeroSet:
                reader.Skip(2 * reader.Number());
                break;
            case TallyKind.Outcome:
                reader.Skip(2);
                reader.SkipText();
                break;
            default:
                reader.Skip(NumbersOf(kind));
                break;
        }
    }

    private static int NumbersOf(TallyKind kind) => kind switch
    {
        TallyKind.Reached or TallyKind.Kills or TallyKind.CollapsedAverage => 1,
        TallyKind.Scores or TallyKind.SoleKiller or TallyKind.Recovery or TallyKind.Position => 2,
        TallyKind.KillsAt or TallyKind.DatedMoments => 2,
        TallyKind.LeftByScore => 3,
        TallyKind.Matched => 4,
        TallyKind.MatchedAt => 5,
        _ => 0,
    };
}

/// <summary>The key of a kind that has a single count.</summary>
public sealed record WholeKey(TallyKind Kind) : CountKey(Kind)
{
    internal override void Write(CountWriter writer)
    {
    }
}

/// <summary>The key of a kind that counts by touchpoint.</summary>
public sealed record TouchpointKey(TallyKind Kind, Guid TouchpointId) : CountKey(Kind)
{
    internal override void Write(CountWriter writer) => writer.Touchpoint(TouchpointId);

    internal static TouchpointKey Read(TallyKind kind, ref CountReader reader) => new(kind, reader.Touchpoint());
}

/// <summary>A moment's touchpoint and score in tenths.</summary>
public sealed record ScoreKey(Guid TouchpointId, int Tenths) : CountKey(TallyKind.Scores)
{
    internal override void Write(CountWriter writer)
    {
        writer.Touchpoint(TouchpointId);
        writer.Number(Tenths);
    }

    internal static ScoreKey Read(ref CountReader reader) => new(reader.Touchpoint(), reader.Number());
}

/// <summary>The touchpoint that has all zeros of a journey, and how many.</summary>
public sealed record SoleKillerKey(Guid TouchpointId, int Zeros) : CountKey(TallyKind.SoleKiller)
{
    internal override void Write(CountWriter writer)
    {
        writer.Touchpoint(TouchpointId);
        writer.Number(Zeros);
    }

    internal static SoleKillerKey Read(ref CountReader reader) => new(reader.Touchpoint(), reader.Number());
}

/// <summary>The touchpoints that have zeros of a journey, and how many each. Their order does not matter.</summary>
public sealed record ZeroSetKey : CountKey
{
    public ZeroSetKey(IEnumerable<(Guid TouchpointId, int Zeros)> zeros)
        : base(TallyKind.ZeroSet)
    {
        Zeros = [.. zeros.Order()];
    }

    public IReadOnlyList<(Guid TouchpointId, int Zeros)> Zeros { get; }

    public bool Equals(ZeroSetKey? other) => other is not null && Zeros.SequenceEqual(other.Zeros);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var zero in Zeros)
        {
            hash.Add(zero);
        }

        return hash.ToHashCode();
    }

    public override string ToString() =>
        $"{nameof(ZeroSetKey)} {{ {string.Join(", ", Zeros.Select(zero => $"{zero.TouchpointId} = {zero.Zeros}"))} }}";

    internal override void Write(CountWriter writer)
    {
        writer.Number(Zeros.Count);
        foreach (var (touchpoint, zeros) in Zeros)
        {
            writer.Touchpoint(touchpoint);
            writer.Number(zeros);
        }
    }

    internal static ZeroSetKey Read(ref CountReader reader)
    {
        var zeros = new (Guid, int)[reader.Number()];
        for (var i = 0; i < zeros.Length; i++)
        {
            zeros[i] = (reader.Touchpoint(), reader.Number());
        }

        return new ZeroSetKey(zeros);
    }
}

/// <summary>How a journey ended, and where the customer went.</summary>
/// <param name="Competitor">Empty where none was named.</param>
public sealed record OutcomeKey(bool IsCollapsed, Outcome Outcome, string Competitor) : CountKey(TallyKind.Outcome)
{
    internal override void Write(CountWriter writer)
    {
        writer.Flag(IsCollapsed);
        writer.Number((int)Outcome);
        writer.Text(Competitor);
    }

    internal static OutcomeKey Read(ref CountReader reader) => new(reader.Flag(), (Outcome)reader.Number(), reader.Text());
}

/// <summary>How a collapsed journey went on, and whether the customer left.</summary>
public sealed record RecoveryKey(bool WentOnWell, bool IsLeft) : CountKey(TallyKind.Recovery)
{
    internal override void Write(CountWriter writer)
    {
        writer.Flag(WentOnWell);
        writer.Flag(IsLeft);
    }

    internal static RecoveryKey Read(ref CountReader reader) => new(reader.Flag(), reader.Flag());
}

/// <summary>What makes journeys alike, and how they ended.</summary>
/// <param name="Band">The plain average in steps of half a point, rounded down; 20 for an average of 10.</param>
public sealed record MatchedKey(int Moments, int Band, bool IsCollapsed, bool IsLeft) : CountKey(TallyKind.Matched)
{
    internal override void Write(CountWriter writer)
    {
        writer.Number(Moments);
        writer.Number(Band);
        writer.Flag(IsCollapsed);
        writer.Flag(IsLeft);
    }

    internal static MatchedKey Read(ref CountReader reader) => new(reader.Number(), reader.Number(), reader.Flag(), reader.Flag());
}

/// <summary>The last position at which a journey was alive, or at which it was killed.</summary>
public sealed record PositionKey(int Position, bool IsKilled) : CountKey(TallyKind.Position)
{
    internal override void Write(CountWriter writer)
    {
        writer.Number(Position);
        writer.Flag(IsKilled);
    }

    internal static PositionKey Read(ref CountReader reader) => new(reader.Number(), reader.Flag());
}

/// <summary>The touchpoint and the position of a killing moment.</summary>
public sealed record KillsAtKey(Guid TouchpointId, int Position) : CountKey(TallyKind.KillsAt)
{
    internal override void Write(CountWriter writer)
    {
        writer.Touchpoint(TouchpointId);
        writer.Number(Position);
    }

    internal static KillsAtKey Read(ref CountReader reader) => new(reader.Touchpoint(), reader.Number());
}

/// <summary>A moment's touchpoint, and whether it scored zero.</summary>
public sealed record DatedMomentKey(Guid TouchpointId, bool IsZero) : CountKey(TallyKind.DatedMoments)
{
    internal override void Write(CountWriter writer)
    {
        writer.Touchpoint(TouchpointId);
        writer.Flag(IsZero);
    }

    internal static DatedMomentKey Read(ref CountReader reader) => new(reader.Touchpoint(), reader.Flag());
}

/// <summary>How a journey scored a touchpoint, and whether the customer left.</summary>
/// <param name="Points">The lowest score that the journey gave there, in whole points.</param>
public sealed record LeftByScoreKey(Guid TouchpointId, int Points, bool IsLeft) : CountKey(TallyKind.LeftByScore)
{
    internal override void Write(CountWriter writer)
    {
        writer.Touchpoint(TouchpointId);
        writer.Number(Points);
        writer.Flag(IsLeft);
    }

    internal static LeftByScoreKey Read(ref CountReader reader) => new(reader.Touchpoint(), reader.Number(), reader.Flag());
}

/// <summary>How a journey scored a touchpoint, what makes it like others apart from that, and whether the customer left.</summary>
/// <param name="Class">Of the lowest score that the journey gave there.</param>
/// <param name="Moments">All moments of the journey.</param>
/// <param name="OthersBand">
/// The plain average of its other moments in steps of half a point, rounded down; 20 for an average of 10, 0 where there are none.
/// </param>
public sealed record MatchedAtKey(Guid TouchpointId, ScoreClass Class, int Moments, int OthersBand, bool IsLeft)
    : CountKey(TallyKind.MatchedAt)
{
    internal override void Write(CountWriter writer)
    {
        writer.Touchpoint(TouchpointId);
        writer.Number((int)Class);
        writer.Number(Moments);
        writer.Number(OthersBand);
        writer.Flag(IsLeft);
    }

    internal static MatchedAtKey Read(ref CountReader reader) =>
        new(reader.Touchpoint(), (ScoreClass)reader.Number(), reader.Number(), reader.Number(), reader.Flag());
}

/// <summary>The plain average of a collapsed journey, in whole points, rounded down.</summary>
/// <param name="Points">0 to 9: an average of 10 has no zero.</param>
public sealed record CollapsedAverageKey(int Points) : CountKey(TallyKind.CollapsedAverage)
{
    internal override void Write(CountWriter writer) => writer.Number(Points);

    internal static CollapsedAverageKey Read(ref CountReader reader) => new(reader.Number());
}
