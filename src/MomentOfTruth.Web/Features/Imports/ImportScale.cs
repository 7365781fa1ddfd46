namespace MomentOfTruth.Web.Features.Imports;

/// <summary>A column of ratings, and the scale they were given on.</summary>
public record ImportScale
{
    public string? Column { get; init; }

    /// <summary>The worst rating: it alone becomes 0.</summary>
    public decimal? Low { get; init; }

    /// <summary>The best rating: 10.</summary>
    public decimal? High { get; init; }

    /// <summary>What a 0 below the scale means: <c>missing</c>, <c>lowest</c> or <c>error</c>.</summary>
    public string Zero { get; init; } = ZeroError;

    public const string ZeroMissing = "missing", ZeroLowest = "lowest", ZeroError = "error";
}
