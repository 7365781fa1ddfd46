namespace MomentOfTruth.Domain.Companies;

/// <summary>
/// Somebody is asked to become a member. The link is good once, for a week, and for one address; the store knows it only by its hash.
/// </summary>
public sealed class Invitation
{
    /// <summary>How many of a company may be open at once.</summary>
    public const int MostOpen = 100;

    public const int MaxEmail = 254;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private Invitation()
    {
    }

    /// <param name="companyId">The company that asks.</param>
    /// <param name="email">The address as it was typed.</param>
    /// <param name="role">What the person may do as a member.</param>
    /// <param name="invitedById">The account of who asks; null for the operator.</param>
    public Invitation(Guid companyId, string email, CompanyRole role, Guid? invitedById)
    {
        Id = Guid.CreateVersion7();
        CompanyId = companyId;
        Email = email;
        EmailKey = KeyOf(email);
        Role = role;
        InvitedById = invitedById;
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>The address as addresses are compared.</summary>
    public string EmailKey { get; private set; } = "";

    public CompanyRole Role { get; set; }

    public Guid? InvitedById { get; private set; }

    /// <summary>The hash of the key in the link; null until the mail with the link is written.</summary>
    public byte[]? KeyHash { get; private set; }

    /// <summary>The mail that carries the link; null if the link was handed to who invited.</summary>
    public Guid? MailId { get; private set; }

    public DateTime ExpiresAtUtc { get; private set; }

    /// <summary>Two addresses with the same key are the same address.</summary>
    public static string KeyOf(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>Whether the link can still be used at that time.</summary>
    public bool IsOpenAt(DateTime nowUtc) => ExpiresAtUtc > nowUtc;

    /// <summary>Begins anew: the link that was there is void, and the next one comes by this mail.</summary>
    public void SendBy(Guid mailId, DateTime nowUtc) => (KeyHash, MailId, ExpiresAtUtc) = (null, mailId, nowUtc + Lifetime);

    /// <summary>Begins anew: the link that was there is void, and the one with this key is handed to who invited.</summary>
    public void HandOver(byte[] keyHash, DateTime nowUtc) => (KeyHash, MailId, ExpiresAtUtc) = (keyHash, null, nowUtc + Lifetime);
}
