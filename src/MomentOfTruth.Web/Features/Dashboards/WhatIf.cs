using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>What would have become of the collapsed journeys without the zeros at some touchpoints.</summary>
/// <param name="Touchpoints">The touchpoints, by name.</param>
/// <param name="Rescued">Of the collapsed journeys, those that have no zero elsewhere.</param>
/// <param name="Before">Survival as it is.</param>
/// <param name="After">Survival as it would have been.</param>
public sealed record WhatIf(IReadOnlyList<string> Touchpoints, Proportion Rescued, Proportion Before, Proportion After)
{
    /// <summary>The query value, once for every touchpoint.</summary>
    public const string FixName = "fix";

    /// <summary>Null if none of these is a touchpoint that the measures know.</summary>
    public static WhatIf? Of(CompanyMeasures measures, IReadOnlySet<Guid> touchpointIds)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var names = measures.Touchpoints.Where(t => t.TouchpointId is { } id && touchpointIds.Contains(id)).Select(t => t.Touchpoint).ToList();
        if (names.Count == 0)
        {
            return null;
        }

        var rescued = FixFirst.RescuedBy(measures.ZeroSets, names.ToHashSet(StringComparer.Ordinal));
        var survived = measures.Survival.Count;
        return new WhatIf(names, new Proportion(rescued, measures.Collapsed), measures.Survival, new Proportion(survived + rescued, measures.Journeys));
    }
}
