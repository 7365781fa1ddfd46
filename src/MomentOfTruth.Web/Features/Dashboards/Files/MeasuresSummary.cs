using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The measures in the words of the JSON contract. Rates are null where they have no denominator.</summary>
public sealed record MeasuresSummary
{
    public required long Journeys { get; init; }

    public required long Ordered { get; init; }

    public required long InProgress { get; init; }

    public required long InProgressCollapsed { get; init; }

    public required long ClosedByThemselves { get; init; }

    public required long Collapsed { get; init; }

    public required double? SurvivalRate { get; init; }

    public required double? SurvivalLow { get; init; }

    public required double? SurvivalHigh { get; init; }

    public required double? MeanProduct { get; init; }

    public required double? MeanEvenScore { get; init; }

    public required double? MeanAverage { get; init; }

    public required IReadOnlyList<KillingMomentRow> KillingMoments { get; init; }

    public required IReadOnlyList<FixRow> FixFirst { get; init; }

    public required IReadOnlyList<FairShareRow> FairShares { get; init; }

    public required long Unsavable { get; init; }

    public required IReadOnlyList<StepRow> Sequence { get; init; }

    public required long Hidden { get; init; }

    public required LeftRow LeftCollapsed { get; init; }

    public required LeftRow LeftSurvived { get; init; }

    public required LeftRow RecoveryGood { get; init; }

    public required LeftRow RecoveryPoor { get; init; }

    public required IReadOnlyList<TouchpointRow> Touchpoints { get; init; }

    public required IReadOnlyList<SurvivalRow> SurvivalCurve { get; init; }

    public sealed record KillingMomentRow(string Touchpoint, long Reached, long Kills, double? KillRate, double? KillShare);

    public sealed record FixRow(
        string Touchpoint, long Rescued, double? RescuedShare, double? Low, double? High, double GainLow, double? GainHigh);

    public sealed record FairShareRow(string Touchpoint, double Share, double Low, double High);

    public sealed record StepRow(string Touchpoint, long Rescued);

    public sealed record LeftRow(long N, long Left)
    {
        public static LeftRow Of(Proportion left) => new(left.N, left.Count);
    }

    public sealed record TouchpointRow(string Touchpoint, long N, long Zeros, double Mean);

    public sealed record SurvivalRow(int Position, long AtRisk, long Killed, double Survival);

    public static MeasuresSummary Of(CompanyMeasures measures)
    {
        return new MeasuresSummary
        {
            Journeys = measures.Journeys,
            Ordered = measures.Ordered,
            InProgress = measures.InProgress,
            InProgressCollapsed = measures.InProgressCollapsed,
            ClosedByThemselves = measures.ClosedByThemselves,
            Collapsed = measures.Collapsed,
            SurvivalRate = measures.Survival.Rate,
            SurvivalLow = measures.Survival.Low,
            SurvivalHigh = measures.Survival.High,
            MeanProduct = measures.MeanProduct,
            MeanEvenScore = measures.MeanEvenScore,
            MeanAverage = measures.MeanAverage,
            KillingMoments = [.. measures.KillingMoments.Select(k =>
                new KillingMomentRow(k.Touchpoint, k.Reached, k.Kills, k.KillRate.Rate, k.KillShare.Rate))],
            FixFirst = [.. measures.Fixes.Select(f => new FixRow(
                f.Touchpoint, f.Rescued.Count, f.Rescued.Rate, f.Rescued.Low, f.Rescued.High, f.GainLow, f.GainHigh))],
            FairShares = [.. measures.FairShares.Select(s => new FairShareRow(s.Touchpoint, s.Share, s.Low, s.High))],
            Unsavable = measures.Unsavable.Count,
            Sequence = [.. measures.Sequence.Select(s => new StepRow(s.Touchpoint, s.Rescued))],
            Hidden = measures.Hidden.Count,
            LeftCollapsed = LeftRow.Of(measures.Destinations.Collapsed),
            LeftSurvived = LeftRow.Of(measures.Destinations.Survived),
            RecoveryGood = LeftRow.Of(measures.RuleTest.Recovery.First),
            RecoveryPoor = LeftRow.Of(measures.RuleTest.Recovery.Second),
            Touchpoints = [.. measures.Touchpoints.Select(t => new TouchpointRow(t.Touchpoint, t.N, t.Zeros, t.Mean))],
            SurvivalCurve = [.. measures.SurvivalCurve.Select(p => new SurvivalRow(p.Position, p.AtRisk, p.Killed, p.Survival))],
        };
    }
}
