using System.Globalization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// The conditions that the links behind single numbers ask for and that have no field in the form: a part of the filter, in the same
/// address. Averages are compared with whole numbers, and averages of whole tenths are exact at them.
/// </summary>
public sealed record JourneyTraits
{
    public const string AverageName = "average", AverageInName = "average-in", KilledAtName = "killed-at", AtRiskName = "at-risk", VisitedName = "visited",
        EndingName = "ending", AfterName = "after", WentName = "went", AlikeName = "alike", OrderedName = "ordered", ClosedName = "closed",
        ScoredName = "scored";

    /// <summary>Of <see cref="ClosedName"/>.</summary>
    public const string ByItself = "by-itself";

    /// <summary>Of <see cref="AfterName"/>: how well it went on after the killing moment.</summary>
    public const string Good = "good", Poor = "poor";

    // An address of some four thousand letters is understood everywhere.
    private const int MostParts = 300, MostLetters = 2000;

    public static readonly JourneyTraits None = new();

    /// <summary>Whether the moments have an order.</summary>
    public bool? IsOrdered { get; init; }

    /// <summary>Finished by itself; false is not asked for.</summary>
    public bool? ClosedByItself { get; init; }

    /// <summary>Plain average of this much or more.</summary>
    public int? MinAverage { get; init; }

    /// <summary>Plain average of this many whole points, 0 to 9, and less than one more.</summary>
    public int? AverageIn { get; init; }

    /// <summary>Killed at this position.</summary>
    public int? KilledAt { get; init; }

    /// <summary>With a moment at this position and no zero before it.</summary>
    public int? AtRiskAt { get; init; }

    /// <summary>With a moment at this touchpoint, before or after a collapse.</summary>
    public Guid? VisitedId { get; init; }

    /// <summary>With a moment of so many points at a touchpoint.</summary>
    public TouchpointPoints? Scored { get; init; }

    public JourneyEnding? Ending { get; init; }

    /// <summary>Collapsed, and followed by good moments, or by poor ones.</summary>
    public bool? WentOnWell { get; init; }

    /// <summary>Left for this competitor: the spellings of its name, a line each.</summary>
    public string? WentTo { get; init; }

    /// <summary>
    /// With a known outcome, and of these numbers of moments and bands of the plain average: <see cref="RuleTest.Alike"/>.
    /// </summary>
    public string? Alike { get; init; }

    /// <summary>Whether the text is short enough for an address.</summary>
    public static bool MayBeAsked(string text, char between) => text.Length is > 0 and <= MostLetters && Parts(text, between) is not null;

    /// <summary>Returns null if the text is not a list of names, a line each.</summary>
    internal static string? Names(string text) =>
        Parts(text, '\n') is { } names && names.All(name => name.Length <= Journey.MaxCompetitor) ? text : null;

    /// <summary>Returns null if the text is not a list of strata.</summary>
    internal static string? AlikeOf(string text) => Parts(text, ',')?.All(part => StratumOf(part) is not null) == true ? text : null;

    /// <summary>Each stratum as one number: 100 times the moments, plus the band.</summary>
    internal static int[] Strata(string text) => [.. text.Split(',').Select(part => StratumOf(part)!.Value)];

    private static string[]? Parts(string text, char between) => text.Split(between) is { Length: <= MostParts } parts ? parts : null;

    private static int? StratumOf(string text) =>
        text.Split(':') is [var moments, var band] && Written.Number(moments, Journey.MaxMoments) is { } m
        && (band == "0" ? 0 : Written.Number(band, 20)) is { } b ? (m * 100) + b : null;
}

/// <summary>Moments at a touchpoint that have so many whole points, 0 to 10.</summary>
public readonly record struct TouchpointPoints(Guid TouchpointId, int Points)
{
    /// <summary>Returns null if the text is not a touchpoint's id and its points.</summary>
    public static TouchpointPoints? TryParse(string text) =>
        text.Split('_') is [var id, var points] && Guid.TryParseExact(id, "N", out var touchpoint)
        && (points == "0" ? 0 : Written.Number(points, 10)) is { } number
            ? new TouchpointPoints(touchpoint, number)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TouchpointId:N}_{Points}");
}

/// <summary>What became of the customer, as far as the customer said: the groups that rates of leaving are made of.</summary>
public enum JourneyEnding
{
    /// <summary>Left, left for a competitor, returned or cancelled.</summary>
    Left,

    /// <summary>A known outcome, and not left.</summary>
    Kept,

    /// <summary>Any known outcome.</summary>
    Said,

    /// <summary>Left, and named no competitor.</summary>
    Unnamed,
}
