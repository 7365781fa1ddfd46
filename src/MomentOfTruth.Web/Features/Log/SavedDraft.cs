namespace MomentOfTruth.Web.Features.Log;

/// <summary>What the form's module is told after saving.</summary>
/// <param name="Until">The day until which the draft is good, in the page's language.</param>
/// <param name="Other">The address of the draft that this one was parted from; null if it was not.</param>
public sealed record SavedDraft(string Key, int Version, DateTime SavedAt, string Until, string? Other);
