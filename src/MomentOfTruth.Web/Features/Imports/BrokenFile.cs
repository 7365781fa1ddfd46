namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Where and why a file cannot be read any further.</summary>
public sealed record BrokenFile(int Line, string Reason);
