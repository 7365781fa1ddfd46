namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One bar of where leavers went.</summary>
/// <param name="Href">Null where no list has exactly these journeys.</param>
public sealed record DestinationBar(string Label, long Count, string? Href);
