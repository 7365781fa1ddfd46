namespace MomentOfTruth.Web.Features.Log;

/// <summary>A company to log a journey with.</summary>
public sealed record CompanyChoice(string Slug, string Name, string? KoreanName, bool IsVerified);
