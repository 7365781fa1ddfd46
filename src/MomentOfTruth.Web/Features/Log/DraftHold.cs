using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>What a page knows of the draft it shows.</summary>
/// <param name="Key">Null if it has not been saved yet.</param>
/// <param name="Version">The version that the page was drawn from or has saved.</param>
/// <param name="Writer">Names this page: a second tab with the same draft has another.</param>
public sealed record DraftHold(string? Key, int Version, Guid Writer)
{
    /// <summary>As the page sends it. What cannot be read holds nothing, so it overwrites nothing.</summary>
    public static DraftHold Of(string? key, string? version, string? writer)
    {
        return new DraftHold(key, WholeNumber.Of(version) ?? 0, Guid.TryParseExact(writer, "N", out var page) ? page : Guid.CreateVersion7());
    }
}
