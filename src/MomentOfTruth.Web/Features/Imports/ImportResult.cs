using System.Globalization;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>What an import came to.</summary>
/// <param name="Skipped">Rows that were rejected.</param>
/// <param name="Known">Rows that an import before had brought in.</param>
/// <param name="Broken">Where the file could not be read on; null if it was read to its end.</param>
public sealed record ImportResult(int Journeys, int Moments, int Skipped, int Known, BrokenFile? Broken)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"imported {Journeys} journeys, {Moments} moments; skipped {Skipped} rows");
}
