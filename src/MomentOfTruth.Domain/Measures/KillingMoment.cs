namespace MomentOfTruth.Domain.Measures;

/// <summary>Measure A for one touchpoint.</summary>
/// <param name="Reached">Journeys with a moment at the touchpoint at or before their killing moment.</param>
/// <param name="Kills">Journeys whose killing moment was at the touchpoint.</param>
/// <param name="Collapsed">All collapsed journeys of the same period and filter.</param>
public sealed record KillingMoment(string Touchpoint, Guid? TouchpointId, long Reached, long Kills, long Collapsed)
{
    /// <summary>kills / reached.</summary>
    public Proportion KillRate => new(Kills, Reached);

    /// <summary>kills / collapsed.</summary>
    public Proportion KillShare => new(Kills, Collapsed);
}
