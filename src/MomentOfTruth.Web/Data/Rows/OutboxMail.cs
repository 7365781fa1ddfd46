namespace MomentOfTruth.Web.Data;

/// <summary>A mail that was promised and is still to be sent. It is gone once it was.</summary>
public sealed class OutboxMail
{
    public const int MaxKind = 40;

    public required Guid Id { get; init; }

    /// <summary>Which letter it is; whoever writes that kind knows what the order means.</summary>
    public required string Kind { get; init; }

    /// <summary>To whom and in what language, sealed with the keys of this installation, so that no address stands in a log.</summary>
    public required string Order { get; init; }

    /// <summary>When it is tried next. Whoever moves this first has it.</summary>
    public required DateTime DueAtUtc { get; set; }

    public int Attempts { get; set; }
}

/// <summary>A link that was mailed and not used yet. It holds nothing of the link but what tells that it is still good, once.</summary>
public sealed class MailedLink
{
    public required byte[] KeyHash { get; init; }

    public required DateTime ExpiresAtUtc { get; init; }
}
