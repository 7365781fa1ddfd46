namespace MomentOfTruth.Web.Data;

/// <summary>A journey that somebody has typed but not sent, as the form's own fields. Its key is known to the customer alone; only the hash is stored.</summary>
public sealed class Draft
{
    public required byte[] KeyHash { get; init; }

    public required Guid CompanyId { get; init; }

    public required string Form { get; set; }

    public required DateTime ExpiresAtUtc { get; set; }

    /// <summary>Counts saves, so that an older page does not overwrite what a newer one saved.</summary>
    public required int Version { get; set; }

    /// <summary>The page that saved last. Its own next save never is an older one, even if it did not hear of this one.</summary>
    public required Guid Writer { get; set; }
}
