namespace MomentOfTruth.Web.Features.Exports;

/// <summary>A company whose journeys are written, with what its rows need of it.</summary>
public sealed record ExportedCompany(Guid Id, string Name, string TimeZoneId);
