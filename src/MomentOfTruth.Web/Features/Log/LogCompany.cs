namespace MomentOfTruth.Web.Features.Log;

/// <summary>The company of a journey, for its customer.</summary>
public sealed record LogCompany(Guid Id, string Slug, string Name, string? KoreanName, string TimeZoneId);
