namespace MomentOfTruth.Web.Features.Exports;

/// <summary>What a file holds a row of. The words for it are the names in lower case.</summary>
public enum ExportKind
{
    Journeys,
    Moments,
}
