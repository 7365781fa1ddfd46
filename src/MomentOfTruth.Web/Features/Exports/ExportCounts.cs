namespace MomentOfTruth.Web.Features.Exports;

/// <summary>How many rows the two files have.</summary>
public sealed record ExportCounts(long Journeys, long Moments)
{
    public long Of(ExportKind kind) => kind == ExportKind.Journeys ? Journeys : Moments;
}
