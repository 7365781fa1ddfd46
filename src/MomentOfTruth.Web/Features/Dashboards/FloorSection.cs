using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What a zero costs and a ten earns at a company's touchpoints: measure G.</summary>
/// <param name="Page">The page it stands on.</param>
public sealed record FloorSection(MeasuresPageModel Page, IReadOnlyList<FloorAndReward> All)
{
    /// <summary>Those of which one comparison at least has journeys enough, and the rest.</summary>
    public Bounded<FloorAndReward> Touchpoints => Bounded.Of([.. All.Where(IsKnown)], MeasuresPageModel.MostNamed);

    /// <summary>Whether there is anything to say of a touchpoint.</summary>
    public static bool IsKnown(FloorAndReward touchpoint) => touchpoint.CostOfZero.MayBeShown || touchpoint.WorthOfTen.MayBeShown;

    /// <summary>A comparison in words.</summary>
    public static string Words(MantelHaenszel difference, IStringLocalizer<OverviewText> text) =>
        !difference.MayBeShown || difference is not { Value: { } value, Low: { } low, High: { } high }
            ? Display.Nothing
            : text["Floors.Points", DashboardHtml.Points(value), DashboardHtml.Points(low), DashboardHtml.Points(high)];

    /// <summary>What the touchpoint is, in words, where both comparisons have journeys enough.</summary>
    public static string KindOf(FloorAndReward touchpoint, IStringLocalizer<OverviewText> text) =>
        touchpoint.Class is { } known ? text["Floors.Kind." + known] : Display.Nothing;
}
