using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Data;

/// <summary>A ledger row that is not what the journeys say.</summary>
public sealed record FactDifference(FactGrain Grain, TallyKey Key, TallyCount Expected, TallyCount Found);
