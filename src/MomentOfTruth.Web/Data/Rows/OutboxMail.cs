namespace MomentOfTruth.Web.Data;

/// <summary>A mail that is still to be sent, or was given up. The row is deleted once it was sent.</summary>
public sealed class OutboxMail
{
    public const int MaxKind = 40, MaxReason = 200;

    public required Guid Id { get; init; }

    /// <summary>The kind of mail; its template knows what the job's data means.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// The recipient and the language, encrypted with the keys of this installation, so that no address can appear in a log. Empty once it
    /// was given up.
    /// </summary>
    public required string Order { get; init; }

    /// <summary>The time of the next attempt. The sender that moves it first has claimed the mail.</summary>
    public required DateTime DueAtUtc { get; set; }

    public int Attempts { get; set; }

    /// <summary>Why the last attempt failed, without any address; null before that.</summary>
    public string? Reason { get; set; }

    /// <summary>When it was given up; null while it is tried. <see cref="DueAtUtc"/> is then when that is forgotten.</summary>
    public DateTime? GivenUpAtUtc { get; set; }
}

/// <summary>A mailed link that was not used yet. It holds only what is needed to check that the link is still valid, once.</summary>
public sealed class MailedLink
{
    public required byte[] KeyHash { get; init; }

    public required DateTime ExpiresAtUtc { get; init; }
}
