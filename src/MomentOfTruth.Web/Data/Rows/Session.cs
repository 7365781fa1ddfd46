namespace MomentOfTruth.Web.Data;

/// <summary>A sign-in in one browser. Its cookie is good as long as the row is there.</summary>
public sealed class Session
{
    /// <summary>The hash of the secret that the cookie holds.</summary>
    public required byte[] KeyHash { get; init; }

    public required Guid UserId { get; init; }

    public required DateTime CreatedAtUtc { get; init; }

    /// <summary>When it was last used, give or take five minutes.</summary>
    public required DateTime SeenAtUtc { get; set; }

    public required DateTime ExpiresAtUtc { get; init; }
}

/// <summary>
/// A browser that may open journeys. Which ones its cookie holds alone, so that nothing here tells that two journeys are of one customer.
/// The cookie is good as long as the row is there.
/// </summary>
public sealed class ReceiptHolder
{
    /// <summary>The hash of the secret that the cookie holds.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>The account that was signed in when the journeys were opened; null for nobody's.</summary>
    public Guid? AccountId { get; init; }

    public required DateTime ExpiresAtUtc { get; set; }
}

/// <summary>A form that was sent after the session had ended, until the person it was shown to signs in again.</summary>
public sealed class KeptForm
{
    /// <summary>The hash of the key that stands in the address.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Whom it was shown to, as its antiforgery token says.</summary>
    public required byte[] Person { get; init; }

    /// <summary>Where it was sent and its fields, encrypted with the keys of this installation.</summary>
    public required string Form { get; init; }

    public required DateTime ExpiresAtUtc { get; init; }
}

/// <summary>How many sign-ins were tried at something, such as an account, within ten minutes.</summary>
public sealed class SignInTries
{
    /// <summary>The hash of what they are counted for.</summary>
    public required byte[] KeyHash { get; init; }

    public required int Count { get; set; }

    /// <summary>When they are forgotten.</summary>
    public required DateTime EndsAtUtc { get; set; }
}
