namespace MomentOfTruth.Web.Features.Log;

/// <summary>A draft as it is in the store.</summary>
/// <param name="Other">The key of the draft that this one was parted from, because another page had saved that one meanwhile.</param>
public sealed record KeptDraft(string Key, int Version, DateTime SavedAtUtc, DateTime ExpiresAtUtc, LogInput Input, string? Other = null);
