namespace MomentOfTruth.Web.Data;

/// <summary>Work that one process at a time does for all that share the store.</summary>
public sealed class Lease
{
    public const int MaxName = 40;

    public required string Name { get; init; }

    /// <summary>When it was last taken up.</summary>
    public required DateTime TakenAtUtc { get; set; }

    /// <summary>When the work may be taken up again. The process that moves it first does the work.</summary>
    public required DateTime DueAtUtc { get; set; }
}
