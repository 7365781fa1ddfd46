namespace MomentOfTruth.Web.Features.Imports;

/// <summary>How a journey ended: outcome codes, or the file's own words and what they mean.</summary>
public sealed record ImportOutcome : ImportField
{
    /// <summary>From a word of the file to an outcome code; without it the column holds outcome codes.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }
}
