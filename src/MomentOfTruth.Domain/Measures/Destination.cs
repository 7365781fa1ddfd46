namespace MomentOfTruth.Domain.Measures;

/// <summary>Where leavers went.</summary>
/// <param name="Name">The competitor's name as most wrote it; null for all those with too few leavers to be named.</param>
/// <param name="Leavers">How many left for it.</param>
public sealed record Destination(string? Name, long Leavers)
{
    /// <summary>All the spellings counted here, a line each.</summary>
    public string Spellings { get; init; } = Name ?? "";
}
