using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>A moment exactly as it was typed: a text for every field, so that what cannot be read is not lost either.</summary>
public sealed class MomentInput
{
    public string? Touchpoint { get; set; }

    public string? Channel { get; set; }

    public string? Score { get; set; }

    public string? OccurredOn { get; set; }

    public string? OccurredAt { get; set; }

    public string? Story { get; set; }

    public List<PhotoInput> Photos { get; set; } = [];
}
