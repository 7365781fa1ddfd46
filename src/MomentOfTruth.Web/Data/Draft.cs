namespace MomentOfTruth.Web.Data;

/// <summary>A journey that somebody has typed but not sent, as the form's own fields. Its key is known to the customer alone; only the hash is stored.</summary>
public sealed class Draft
{
    public required byte[] KeyHash { get; init; }

    public required Guid CompanyId { get; init; }

    public required string Form { get; set; }

    public required DateTime ExpiresAtUtc { get; set; }
}
