namespace MomentOfTruth.Web.Features.Log;

/// <summary>The moment that was removed last and where it stood, so that it can be put back.</summary>
public sealed class RemovedMoment
{
    /// <summary>From 1.</summary>
    public int Position { get; set; }

    public MomentInput Moment { get; set; } = new();
}
