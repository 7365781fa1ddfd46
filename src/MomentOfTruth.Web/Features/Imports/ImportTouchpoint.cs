namespace MomentOfTruth.Web.Features.Imports;

/// <summary>A column of ratings that are moments at one touchpoint.</summary>
public sealed record ImportTouchpoint : ImportScale
{
    public string? Name { get; init; }

    /// <summary>A channel code.</summary>
    public string? Channel { get; init; }
}
