namespace MomentOfTruth.Web.Data;

/// <summary>
/// A journey that was typed but not sent, as the fields of the form. Only the customer knows its key; only the key's hash is stored.
/// </summary>
public sealed class Draft
{
    public required Guid CompanyId { get; init; }

    public required byte[] KeyHash { get; init; }

    public required string Form { get; set; }

    /// <summary>The length of the form, in bytes: what it takes of the room for drafts.</summary>
    public int Bytes { get; set; }

    public required DateTime ExpiresAtUtc { get; set; }

    /// <summary>The number of saves, so that an older page does not overwrite what a newer one saved.</summary>
    public required int Version { get; set; }

    /// <summary>The page that saved last. Its next save is never treated as older, even if the answer to this one was lost.</summary>
    public required Guid Writer { get; set; }
}
