using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Domain.Measures;

/// <summary>Measure D: how many left, and where they went.</summary>
/// <param name="Collapsed">Left rate of collapsed journeys whose outcome was said.</param>
/// <param name="Survived">Left rate of the others whose outcome was said.</param>
/// <param name="NotSaid">Journeys whose outcome was not said.</param>
/// <param name="LeftNowhere">Leavers who named no competitor: left, returned or cancelled.</param>
/// <param name="Named">Competitors by leavers, most first; those with fewer than 5 folded into the last one, which has no name.</param>
public sealed record Destinations(
    Proportion Collapsed, Proportion Survived, long NotSaid, long LeftNowhere, IReadOnlyList<Destination> Named)
{
    /// <summary>Left rate of collapsed minus that of survived journeys.</summary>
    public Difference LeftDifference => new(Collapsed, Survived);

    /// <summary>The share of those who left among those who said how it ended.</summary>
    public Proportion Left => new(Collapsed.Count + Survived.Count, Collapsed.N + Survived.N);

    /// <summary>At most this many are named.</summary>
    public const int MostNamed = 20;

    /// <summary>
    /// Orders the destinations, and puts those with too few leavers to be named, and all after the most, into one without a name, the last.
    /// </summary>
    public static IReadOnlyList<Destination> Fold(IEnumerable<Destination> destinations)
    {
        var all = destinations.ToList();
        static bool MayBeNamed(Destination destination) =>
            destination.Name is not null && Proportion.VerdictOf(destination.Leavers) != SampleVerdict.CountsOnly;
        var (named, others) = Bounded.Of(
            [.. all.Where(MayBeNamed).OrderByDescending(d => d.Leavers).ThenBy(d => d.Name, StringComparer.Ordinal)], MostNamed);
        var folded = all.Where(d => !MayBeNamed(d)).Concat(others).ToList();
        var other = new Destination(null, folded.Sum(d => d.Leavers)) { Spellings = string.Join('\n', folded.Select(d => d.Spellings)) };
        return other.Leavers > 0 ? [.. named, other] : [.. named];
    }
}

/// <summary>Where leavers went.</summary>
/// <param name="Name">The competitor's name as most wrote it; null for all those with too few leavers to be named.</param>
/// <param name="Leavers">How many left for it.</param>
public sealed record Destination(string? Name, long Leavers)
{
    /// <summary>All the spellings counted here, a line each.</summary>
    public string Spellings { get; init; } = Name ?? "";
}
