using System.Globalization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Commands;

/// <summary>What the counts of the ledger count, in words, with the names of a company's touchpoints and products.</summary>
public sealed class CountNames(IReadOnlyDictionary<Guid, string> names)
{
    /// <summary>The name, or the id of something that has none any more.</summary>
    public string Of(Guid id) => names.TryGetValue(id, out var name) ? name : id.ToString();

    public string Of(CountKey key) => key switch
    {
        TouchpointKey touchpoint => Of(touchpoint.TouchpointId),
        ScoreKey score => string.Create(CultureInfo.InvariantCulture, $"{Of(score.TouchpointId)} {score.Tenths / 10.0:0.0}"),
        SoleKillerKey sole => ZerosAt(sole.TouchpointId, sole.Zeros),
        ZeroSetKey set => string.Join(" + ", set.Zeros.Select(zero => ZerosAt(zero.TouchpointId, zero.Zeros))),
        OutcomeKey outcome => $"{Fate(outcome.IsCollapsed)} {outcome.Outcome.ToCode()} {outcome.Competitor}".TrimEnd(),
        RecoveryKey recovery => $"{(recovery.WentOnWell ? "good" : "poor")} after the zero, {Ending(recovery.IsLeft)}",
        MatchedKey matched => string.Create(CultureInfo.InvariantCulture,
            $"{matched.Moments} moments, average from {matched.Band / 2.0:0.0}, {Fate(matched.IsCollapsed)}, {Ending(matched.IsLeft)}"),
        PositionKey position => string.Create(CultureInfo.InvariantCulture,
            $"{position.Position} {(position.IsKilled ? "killed" : "alive")}"),
        KillsAtKey kills => string.Create(CultureInfo.InvariantCulture, $"{Of(kills.TouchpointId)} at {kills.Position}"),
        DatedMomentKey dated => $"{Of(dated.TouchpointId)} {(dated.IsZero ? "zero" : "no zero")}",
        LeftByScoreKey score => string.Create(
            CultureInfo.InvariantCulture, $"{Of(score.TouchpointId)} {score.Points}, {Ending(score.IsLeft)}"),
        MatchedAtKey matched => string.Create(
            CultureInfo.InvariantCulture,
            $"{Of(matched.TouchpointId)} {matched.Class}, {matched.Moments} moments, others from {matched.OthersBand / 2.0:0.0}, {Ending(matched.IsLeft)}"),
        CollapsedAverageKey average => string.Create(CultureInfo.InvariantCulture, $"average from {average.Points}"),
        _ => "",
    };

    private string ZerosAt(Guid touchpointId, int zeros) => string.Create(CultureInfo.InvariantCulture, $"{Of(touchpointId)} x{zeros}");

    private static string Fate(bool isCollapsed) => isCollapsed ? "collapsed" : "survived";

    private static string Ending(bool isLeft) => isLeft ? "left" : "stayed";
}
