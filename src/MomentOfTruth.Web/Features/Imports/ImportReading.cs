namespace MomentOfTruth.Web.Features.Imports;

/// <summary>What became of the rows of one journey: the journey, or why there is none.</summary>
internal readonly record struct ImportReading(ImportedJourney? Journey, string? Problem)
{
    public static ImportReading Rejected(string problem) => new(null, problem);
}
