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

    /// <summary>How the person proved who it is, at best.</summary>
    public required SessionProof Proof { get; set; }

    /// <summary>When the person last proved it.</summary>
    public required DateTime ProvedAtUtc { get; set; }

    /// <summary>The browser's name, such as Firefox; null if it is none that we know.</summary>
    public string? Browser { get; init; }

    /// <summary>What it runs on, such as Windows; null if it is nothing that we know.</summary>
    public string? Device { get; init; }

    /// <summary>The network it was opened from, such as 203.0.113.0/24; null if that is unknown.</summary>
    public string? Network { get; init; }
}

/// <summary>How somebody proved who it is, the weakest first.</summary>
public enum SessionProof
{
    Password = 1,

    /// <summary>A password and a code of an authenticator app, or a recovery code.</summary>
    Code = 2,

    /// <summary>The identity provider of the settings.</summary>
    Provider = 3,
    Passkey = 4,
}

/// <summary>The authenticator app of an account: as long as the row is there, the password alone does not open it.</summary>
public sealed class Authenticator
{
    public required Guid UserId { get; init; }

    /// <summary>The secret that the app has too, encrypted with the keys of this installation.</summary>
    public required string Key { get; init; }

    /// <summary>The time step of the last code that was used, in 30 seconds since 1970: it and all earlier ones are good no more.</summary>
    public required long LastStep { get; set; }
}

/// <summary>A recovery code that was not used yet.</summary>
public sealed class RecoveryCode
{
    public required Guid UserId { get; init; }

    public required byte[] Hash { get; init; }
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
