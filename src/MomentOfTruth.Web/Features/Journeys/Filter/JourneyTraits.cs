using System.Globalization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// What nobody types into a form but the links behind single numbers ask for: a part of the filter, in the same address.
/// Averages are compared with whole numbers, and those of whole tenths are exact at them.
/// </summary>
public sealed record JourneyTraits
{
    public const string AverageName = "average", KilledAtName = "killed-at", AtRiskName = "at-risk", VisitedName = "visited", EndingName = "ending", AfterName = "after", WentName = "went", AlikeName = "alike";

    /// <summary>Of <see cref="AfterName"/>: how well it went on after the killing moment.</summary>
    public const string Good = "good", Poor = "poor";

    // An address of some four thousand letters is understood everywhere.
    private const int MostParts = 300, MostLetters = 2000;

    public static readonly JourneyTraits None = new();

    public static readonly IReadOnlyList<string> Names = [AverageName, KilledAtName, AtRiskName, VisitedName, EndingName, AfterName, WentName, AlikeName];

    /// <summary>Plain average of this much or more.</summary>
    public int? MinAverage { get; init; }

    /// <summary>Killed at this position.</summary>
    public int? KilledAt { get; init; }

    /// <summary>With a moment at this position and no zero before it.</summary>
    public int? AtRiskAt { get; init; }

    /// <summary>With a moment at this touchpoint, before or after a collapse.</summary>
    public Guid? VisitedId { get; init; }

    public JourneyEnding? Ending { get; init; }

    /// <summary>Collapsed, and followed by good moments, or by poor ones.</summary>
    public bool? WentOnWell { get; init; }

    /// <summary>Left for this competitor: the spellings of its name, a line each.</summary>
    public string? WentTo { get; init; }

    /// <summary>Said how they ended, and are of these numbers of moments and bands of the plain average: <see cref="RuleTest.Alike"/>.</summary>
    public string? Alike { get; init; }

    internal static JourneyTraits Read(JourneyFilterTexts texts) => new()
    {
        MinAverage = texts.Read(AverageName, text => Number(text, 10)),
        KilledAt = texts.Read(KilledAtName, text => Number(text, 100)),
        AtRiskAt = texts.Read(AtRiskName, text => Number(text, 100)),
        VisitedId = texts.Read(VisitedName, text => Guid.TryParse(text, out var id) ? id : (Guid?)null),
        Ending = texts.Read(EndingName, text => Enum.GetValues<JourneyEnding>().Where(e => CodeOf(e) == text).Select(e => (JourneyEnding?)e).FirstOrDefault()),
        WentTo = texts.ReadText(WentName, text => Parts(text, '\n') is { } names && names.All(name => name.Length <= Journey.MaxCompetitor) ? text : null),
        Alike = texts.ReadText(AlikeName, text => Parts(text, ',')?.All(part => StratumOf(part) is not null) == true ? text : null),
        WentOnWell = texts.Read(AfterName, text => text switch { Good => true, Poor => false, _ => (bool?)null }),
    };

    public (string Name, string? Value)[] Query() =>
    [
        (AverageName, Text(MinAverage)),
        (KilledAtName, Text(KilledAt)),
        (AtRiskName, Text(AtRiskAt)),
        (VisitedName, VisitedId?.ToString()),
        (EndingName, Ending is { } ending ? CodeOf(ending) : null),
        (WentName, WentTo),
        (AlikeName, Alike),
        (AfterName, WentOnWell switch { true => Good, false => Poor, null => null }),
    ];

    /// <summary>Whether the text is short enough for an address.</summary>
    public static bool MayBeAsked(string text, char between) => text.Length is > 0 and <= MostLetters && Parts(text, between) is not null;

    internal static string[] Lines(string text) => text.Split('\n');

    /// <summary>Each stratum as one number: 100 times the moments, plus the band.</summary>
    internal static int[] Strata(string text) => [.. text.Split(',').Select(part => StratumOf(part)!.Value)];

    private static string[]? Parts(string text, char between) => text.Split(between) is { Length: <= MostParts } parts ? parts : null;

    private static int? StratumOf(string text) => text.Split(':') is [var moments, var band] && Number(moments, Journey.MaxMoments) is { } m
        && (band == "0" ? 0 : Number(band, 20)) is { } b ? (m * 100) + b : null;

    private static string CodeOf(JourneyEnding ending) => ending.ToString().ToLowerInvariant();

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The traits as a query.</summary>
public static class JourneyTraitsExtensions
{
    public static IQueryable<Journey> Matching(this IQueryable<Journey> journeys, JourneyTraits traits)
    {
        if (traits.MinAverage is { } average)
        {
            journeys = journeys.Where(j => j.Facts.Average >= average);
        }

        if (traits.KilledAt is { } position)
        {
            journeys = journeys.Where(j => j.Facts.KilledAt == position);
        }

        if (traits.AtRiskAt is { } reached)
        {
            journeys = journeys.Where(j => j.Facts.Moments >= reached && (j.Facts.KilledAt == null || j.Facts.KilledAt >= reached));
        }

        if (traits.VisitedId is { } visited)
        {
            journeys = journeys.Where(j => j.Moments.Any(m => m.TouchpointId == visited));
        }

        if (traits.WentTo is { } names)
        {
            var spellings = JourneyTraits.Lines(names);
            journeys = journeys.Where(j => j.Competitor != null && spellings.Contains(j.Competitor));
        }

        if (traits.Alike is { } alike)
        {
            // An average that is a whole number of halves is stored exactly, so none falls into the band below its own.
            var strata = JourneyTraits.Strata(alike);
            journeys = journeys.Where(j => j.Outcome != null && j.Outcome != Outcome.NotSaid && strata.Contains((j.Facts.Moments * 100) + (int)Math.Floor(j.Facts.Average * 2)));
        }

        journeys = traits.WentOnWell switch
        {
            true => journeys.Where(j => j.Facts.AverageAfterZero >= Tally.GoodAverage),
            false => journeys.Where(j => j.Facts.AverageAfterZero < Tally.GoodAverage),
            null => journeys,
        };
        return traits.Ending switch
        {
            JourneyEnding.Left => journeys.Where(j => OutcomeCodes.Lost.Contains(j.Outcome!.Value)),
            JourneyEnding.Kept => journeys.Where(j => j.Outcome == Outcome.Stayed || j.Outcome == Outcome.Complained),
            JourneyEnding.Said => journeys.Where(j => j.Outcome != null && j.Outcome != Outcome.NotSaid),
            JourneyEnding.Unnamed => journeys.Where(j => j.Competitor == null && OutcomeCodes.Lost.Contains(j.Outcome!.Value)),
            _ => journeys,
        };
    }
}
