namespace MomentOfTruth.Web.Features.Log;

/// <summary>The draft that is sent, in the version that was shown.</summary>
public sealed record SentDraft(byte[] KeyHash, int Version);
