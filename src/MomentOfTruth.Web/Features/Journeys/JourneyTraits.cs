using System.Globalization;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// What nobody types into a form but the links behind single numbers ask for: a part of the filter, in the same address.
/// Averages are compared with whole numbers, and those of whole tenths are exact at them.
/// </summary>
public sealed record JourneyTraits
{
    public const string AverageName = "average", KilledAtName = "killed-at", AtRiskName = "at-risk", VisitedName = "visited", EndingName = "ending", AfterName = "after";

    /// <summary>Of <see cref="AfterName"/>: how well it went on after the killing moment.</summary>
    public const string Good = "good", Poor = "poor";

    /// <summary>The average after the killing moment from which it counts as good.</summary>
    public const int GoodAverage = 8;

    public static readonly JourneyTraits None = new();

    public static readonly IReadOnlyList<string> Names = [AverageName, KilledAtName, AtRiskName, VisitedName, EndingName, AfterName];

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

    internal static JourneyTraits Read(JourneyFilterTexts texts) => new()
    {
        MinAverage = texts.Read(AverageName, text => Number(text, 10)),
        KilledAt = texts.Read(KilledAtName, text => Number(text, 100)),
        AtRiskAt = texts.Read(AtRiskName, text => Number(text, 100)),
        VisitedId = texts.Read(VisitedName, text => Guid.TryParse(text, out var id) ? id : (Guid?)null),
        Ending = texts.Read(EndingName, text => Enum.GetValues<JourneyEnding>().Where(e => CodeOf(e) == text).Select(e => (JourneyEnding?)e).FirstOrDefault()),
        WentOnWell = texts.Read(AfterName, text => text switch { Good => true, Poor => false, _ => (bool?)null }),
    };

    public (string Name, string? Value)[] Query() =>
    [
        (AverageName, Text(MinAverage)),
        (KilledAtName, Text(KilledAt)),
        (AtRiskName, Text(AtRiskAt)),
        (VisitedName, VisitedId?.ToString()),
        (EndingName, Ending is { } ending ? CodeOf(ending) : null),
        (AfterName, WentOnWell switch { true => Good, false => Poor, null => null }),
    ];

    private static string CodeOf(JourneyEnding ending) => ending.ToString().ToLowerInvariant();

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
