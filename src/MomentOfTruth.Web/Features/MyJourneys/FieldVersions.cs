namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>One field of a moment, as the customer typed it here and as it is now.</summary>
/// <param name="Field">What the field is called on the page.</param>
/// <param name="Mine">Null for nothing.</param>
/// <param name="There">Null for nothing.</param>
public sealed record FieldVersions(string Field, string? Mine, string? There, bool Differ);
