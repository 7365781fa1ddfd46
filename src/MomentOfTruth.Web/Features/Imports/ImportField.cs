namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Where a text comes from: a column of the file, or the same value for every row.</summary>
public record ImportField
{
    public string? Column { get; init; }

    public string? Value { get; init; }
}
