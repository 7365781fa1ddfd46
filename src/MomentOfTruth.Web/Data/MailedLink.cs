namespace MomentOfTruth.Web.Data;

/// <summary>A link that was mailed and not used yet. It holds nothing of the link but what tells that it is still good, once.</summary>
public sealed class MailedLink
{
    public required byte[] KeyHash { get; init; }

    public required DateTime ExpiresAtUtc { get; init; }
}
