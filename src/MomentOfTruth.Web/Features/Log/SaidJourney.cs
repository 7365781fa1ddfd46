namespace MomentOfTruth.Web.Features.Log;

/// <summary>A journey in the customer's words.</summary>
public sealed record SaidJourney(IReadOnlyList<SaidMoment> Moments, string? Product = null, string? Title = null)
{
    /// <summary>An e-mail address, only if the customer wants an answer there.</summary>
    public string? Contact { get; init; }
}
