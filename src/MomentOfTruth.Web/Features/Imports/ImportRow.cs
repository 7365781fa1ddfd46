namespace MomentOfTruth.Web.Features.Imports;

/// <summary>A row of the file, with the line it begins on.</summary>
/// <param name="Problem">Why it cannot be read as a row of this file; null if it can.</param>
internal sealed record ImportRow(int Line, IReadOnlyList<string> Cells, string? Problem);
