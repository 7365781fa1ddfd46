namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>A day on which something was changed, as a vertical line in a trend.</summary>
/// <param name="Position">Where along the points, the first being 0; between two of them for a day at the border of their buckets.</param>
/// <param name="Label">What stands above the line; short.</param>
/// <param name="Words">All of it in words.</param>
public sealed record TrendFlag(double Position, string Label, string Words);
