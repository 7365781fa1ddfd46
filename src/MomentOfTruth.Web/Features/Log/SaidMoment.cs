using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Photos;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>A moment in the customer's words: the touchpoint by its name, which the company's list may or may not know.</summary>
public sealed record SaidMoment(string Touchpoint, Channel? Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null)
{
    /// <summary>In the customer's order.</summary>
    public IReadOnlyList<SaidPhoto> Photos { get; init; } = [];

    /// <summary>Whether it surely happened earlier: on a day before, or before on the same day if both times are known.</summary>
    public bool IsBefore(SaidMoment other) =>
        OccurredOn < other.OccurredOn || (OccurredOn == other.OccurredOn && OccurredAt < other.OccurredAt);
}
