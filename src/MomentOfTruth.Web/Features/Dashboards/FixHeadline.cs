using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Which touchpoint to fix first, why, and how sure that is: said alike wherever it is said. Of measures that rank and have a fix.</summary>
/// <param name="RescuedBy">The address of the journeys that fixing a touchpoint alone would have saved; null where no list has exactly these.</param>
/// <param name="PageOf">The address of the touchpoint's page, likewise.</param>
public sealed record FixHeadline(CompanyMeasures Measures, Func<Guid?, string?> RescuedBy, Func<Guid?, string?> PageOf)
{
    /// <summary>The touchpoints that would have saved most journeys: one, or several that would have saved equally many.</summary>
    public IReadOnlyList<Fix> Best => [.. Measures.Fixes.Where(f => f.Rescued.Count == Measures.Fixes[0].Rescued.Count)];
}
