namespace MomentOfTruth.Web.Features.Publications;

/// <summary>A publication that was read.</summary>
/// <param name="Id">Of the publication; the journey's own is told to nobody.</param>
/// <param name="Version">Of the publication. Whoever decides or answers names it, so that it is for what was read.</param>
/// <param name="Reports">What readers said of it, for whoever moderates.</param>
public sealed record ReadPublication(Guid Id, int Version, PublishedJourney Journey, IReadOnlyList<string> Reports);
