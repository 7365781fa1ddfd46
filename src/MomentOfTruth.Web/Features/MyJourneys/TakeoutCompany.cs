namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Whom a downloaded journey is with.</summary>
public sealed record TakeoutCompany(string Slug, string Name, string? KoreanName);
