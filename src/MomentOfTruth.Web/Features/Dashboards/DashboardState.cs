namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What the dashboard says above its numbers, and how far the ledger is that the numbers come from.</summary>
/// <param name="Journeys">Finished journeys that the filter selects.</param>
/// <param name="InProgress">Open ones.</param>
/// <param name="Total">Finished journeys of the company, whatever the filter.</param>
/// <param name="LatestLoggedAtUtc">When the company's latest journey was logged; null if it has none.</param>
/// <param name="Version">Changes of the company's ledger.</param>
public sealed record DashboardState(long Journeys, long InProgress, long Total, DateTime? LatestLoggedAtUtc, long Version);
