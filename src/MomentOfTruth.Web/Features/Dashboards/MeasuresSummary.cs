using MomentOfTruth.Domain.Measures;

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
    IReadOnlyList<MeasuresSummary.TouchpointRow> Touchpoints)
{
    public sealed record KillingMomentRow(string Touchpoint, long Reached, long Kills, double? KillRate, double? KillShare);

    public sealed record TouchpointRow(string Touchpoint, long N, long Zeros, double Mean);

    public static MeasuresSummary Of(CompanyMeasures measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
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
            [.. measures.Touchpoints.Select(t => new TouchpointRow(t.Touchpoint, t.N, t.Zeros, t.Mean))]);
    }
}
