namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One touchpoint of the heat map, with a cell for every month.</summary>
/// <param name="TouchpointId">Null where several touchpoints have this name.</param>
public sealed record HeatRow(string Touchpoint, Guid? TouchpointId, IReadOnlyList<HeatCell> Cells)
{
    public long N => Cells.Sum(c => c.N);
}
