namespace MomentOfTruth.Web.Features.Imports;

/// <summary>A day, and the formats in which it may be written (of .NET, invariant). The format <c>d MMMM yyyy</c> also reads "16th April 2025".</summary>
public sealed record ImportDate : ImportField
{
    public IReadOnlyList<string> Formats { get; init; } = ["yyyy-MM-dd"];
}
