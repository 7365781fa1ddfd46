namespace MomentOfTruth.Web.Features.Log;

/// <summary>What became of saving a draft. It is kept, or it was longer than a draft may be, or its network has started very many.</summary>
/// <param name="Kept">Null if it was not saved.</param>
/// <param name="Wait">How long it is until this network may start another; null if that is not why.</param>
public sealed record DraftSaving(KeptDraft? Kept, TimeSpan? Wait = null);
