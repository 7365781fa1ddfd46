using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>All that the dashboard shows of the company itself.</summary>
/// <param name="Total">Finished journeys of the company, whatever the filter.</param>
/// <param name="Before">The measures of as many days before; null if the period has no beginning or no end.</param>
/// <param name="TrendBefore">The trend of those days; empty if there are none.</param>
public sealed record DashboardView(
    CompanyMeasures Measures,
    long Total,
    IReadOnlyList<TrendPoint> Trend,
    CompanyMeasures? Before,
    IReadOnlyList<TrendPoint> TrendBefore,
    HeatMap HeatMap);
