using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>All that a touchpoint's page shows.</summary>
/// <param name="Name">In the language of the page.</param>
/// <param name="Zeros">Of all moments there, those that scored zero.</param>
/// <param name="Mean">Their mean score, 0 to 10; null without moments.</param>
/// <param name="KillRate">Of the journeys that reached it, those whose killing moment was there.</param>
/// <param name="Distribution">Moments by whole score, 0 to 10, rounded down.</param>
/// <param name="Trend">In order, also weeks or months without moments.</param>
/// <param name="Stories">Of zeros there, newest first.</param>
/// <param name="Markers">What was changed there, earliest first.</param>
/// <param name="Journeys">Finished journeys of the period and product.</param>
/// <param name="Total">Finished journeys of the company, whatever the filter.</param>
public sealed record TouchpointView(
    string Name,
    Channel Channel,
    Proportion Zeros,
    double? Mean,
    Proportion KillRate,
    IReadOnlyList<long> Distribution,
    IReadOnlyList<TouchpointPoint> Trend,
    IReadOnlyList<ZeroStory> Stories,
    IReadOnlyList<MarkerComparison> Markers,
    long Journeys,
    long Total);
