namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>How many journeys a filter selects, and of how many.</summary>
public sealed record FilterCount(FilterPanel Panel, long Matching, long Total);
