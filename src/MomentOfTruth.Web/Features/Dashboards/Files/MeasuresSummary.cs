using System.Text.Json.Serialization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The measures in the words of the JSON contract. Rates are null where they have no denominator.</summary>
public sealed record MeasuresSummary
{
    /// <summary>
    /// In what pages send, a list names at most so many touchpoints: customers can name thousands. The command prints them all.
    /// </summary>
    public const int MostNamed = 50;

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

    /// <summary>
    /// By the name of the list, what the touchpoints that it does not name come to together, and how many they are; absent where every list
    /// is whole.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Rest { get; init; }

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

    /// <param name="most">How many touchpoints a list names; all without it.</param>
    public static MeasuresSummary Of(CompanyMeasures measures, int most = int.MaxValue)
    {
        var killings = Bounded.Of(measures.KillingMoments, most);
        var fixes = Bounded.Of(measures.Fixes, most);
        var shares = Bounded.Of(measures.FairShares, most);
        var steps = Bounded.Of(measures.Sequence, most);
        var touchpoints = measures.WorstTouchpoints(most);
        var rest = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        void Sum(string list, int touchpoints, params (string Name, Func<double> Value)[] sums)
        {
            if (touchpoints > 0)
            {
                rest[list] = sums.Prepend(("touchpoints", () => touchpoints)).ToDictionary(sum => sum.Item1, sum => sum.Item2());
            }
        }

        Sum("killingMoments", killings.Rest.Count,
            ("kills", () => killings.Rest.Sum(k => k.Kills)), ("killShare", () => killings.Rest.Sum(k => k.KillShare.Rate ?? 0)));
        Sum("fixFirst", fixes.Rest.Count,
            ("rescued", () => fixes.Rest.Sum(f => f.Rescued.Count)), ("rescuedShare", () => fixes.Rest.Sum(f => f.Rescued.Rate ?? 0)));
        Sum("fairShares", shares.Rest.Count, ("share", () => shares.Rest.Sum(s => s.Share)));
        Sum("sequence", steps.Rest.Count, ("rescued", () => steps.Rest.Sum(s => s.Rescued)));
        Sum("touchpoints", touchpoints.Rest.Count,
            ("n", () => touchpoints.Rest.Sum(t => t.N)), ("zeros", () => touchpoints.Rest.Sum(t => t.Zeros)),
            ("mean", () => TouchpointScores.Sum(touchpoints.Rest).Mean));
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
            KillingMoments = [.. killings.Shown.Select(k =>
                new KillingMomentRow(k.Touchpoint, k.Reached, k.Kills, k.KillRate.Rate, k.KillShare.Rate))],
            FixFirst = [.. fixes.Shown.Select(f => new FixRow(
                f.Touchpoint, f.Rescued.Count, f.Rescued.Rate, f.Rescued.Low, f.Rescued.High, f.GainLow, f.GainHigh))],
            FairShares = [.. shares.Shown.Select(s => new FairShareRow(s.Touchpoint, s.Share, s.Low, s.High))],
            Unsavable = measures.Unsavable.Count,
            Sequence = [.. steps.Shown.Select(s => new StepRow(s.Touchpoint, s.Rescued))],
            Hidden = measures.Hidden.Count,
            LeftCollapsed = LeftRow.Of(measures.Destinations.Collapsed),
            LeftSurvived = LeftRow.Of(measures.Destinations.Survived),
            RecoveryGood = LeftRow.Of(measures.RuleTest.Recovery.First),
            RecoveryPoor = LeftRow.Of(measures.RuleTest.Recovery.Second),
            Touchpoints = [.. touchpoints.Shown.Select(t => new TouchpointRow(t.Touchpoint, t.N, t.Zeros, t.Mean))],
            SurvivalCurve = [.. measures.SurvivalCurve.Select(p => new SurvivalRow(p.Position, p.AtRisk, p.Killed, p.Survival))],
            Rest = rest.Count > 0 ? rest : null,
        };
    }
}
