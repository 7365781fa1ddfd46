using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The measures in the words of the JSON contract. Rates are null where they have no denominator.</summary>
public sealed record MeasuresSummary(
    long Journeys,
    long InProgress,
    long Collapsed,
    double? SurvivalRate,
    double? SurvivalLow,
    double? SurvivalHigh,
    double? MeanProduct,
    double? MeanEvenScore,
    double? MeanAverage,
    IReadOnlyList<MeasuresSummary.KillingMomentRow> KillingMoments,
    IReadOnlyList<MeasuresSummary.FixRow> FixFirst,
    long Unsavable,
    IReadOnlyList<MeasuresSummary.StepRow> Sequence,
    long Hidden,
    MeasuresSummary.LeftRow LeftCollapsed,
    MeasuresSummary.LeftRow LeftSurvived,
    MeasuresSummary.LeftRow RecoveryGood,
    MeasuresSummary.LeftRow RecoveryPoor,
    IReadOnlyList<MeasuresSummary.TouchpointRow> Touchpoints,
    IReadOnlyList<MeasuresSummary.SurvivalRow> SurvivalCurve)
{
    public sealed record KillingMomentRow(string Touchpoint, long Reached, long Kills, double? KillRate, double? KillShare);

    public sealed record FixRow(string Touchpoint, long Rescued, double? RescuedShare, double? Low, double? High, double GainLow, double? GainHigh);

    public sealed record StepRow(string Touchpoint, long Rescued);

    public sealed record LeftRow(long N, long Left)
    {
        public static LeftRow Of(Proportion left) => new(left.N, left.Count);
    }

    public sealed record TouchpointRow(string Touchpoint, long N, long Zeros, double Mean);

    public sealed record SurvivalRow(int Position, long AtRisk, long Killed, double Survival);

    public static MeasuresSummary Of(CompanyMeasures measures)
    {
        return new MeasuresSummary(
            measures.Journeys,
            measures.InProgress,
            measures.Collapsed,
            measures.Survival.Rate,
            measures.Survival.Low,
            measures.Survival.High,
            measures.MeanProduct,
            measures.MeanEvenScore,
            measures.MeanAverage,
            [.. measures.KillingMoments.Select(k => new KillingMomentRow(k.Touchpoint, k.Reached, k.Kills, k.KillRate.Rate, k.KillShare.Rate))],
            [.. measures.Fixes.Select(f => new FixRow(f.Touchpoint, f.Rescued.Count, f.Rescued.Rate, f.Rescued.Low, f.Rescued.High, f.GainLow, f.GainHigh))],
            measures.Unsavable.Count,
            [.. measures.Sequence.Select(s => new StepRow(s.Touchpoint, s.Rescued))],
            measures.Hidden.Count,
            LeftRow.Of(measures.Destinations.Collapsed),
            LeftRow.Of(measures.Destinations.Survived),
            LeftRow.Of(measures.RuleTest.Recovery.First),
            LeftRow.Of(measures.RuleTest.Recovery.Second),
            [.. measures.Touchpoints.Select(t => new TouchpointRow(t.Touchpoint, t.N, t.Zeros, t.Mean))],
            [.. measures.SurvivalCurve.Select(p => new SurvivalRow(p.Position, p.AtRisk, p.Killed, p.Survival))]);
    }
}
