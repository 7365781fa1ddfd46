using Microsoft.AspNetCore.Identity;

namespace MomentOfTruth.Web.Data;

/// <summary>Someone who signs in: a member of companies, or the installation's administrator. Customers need no account.</summary>
public sealed class User : IdentityUser<Guid>
{
    public bool IsAdministrator { get; set; }

    /// <summary>Since when the person may not sign in and gets no mail; null for everybody else.</summary>
    public DateTime? DisabledAtUtc { get; set; }

    /// <summary>
    /// Whether a link that was mailed to the address has been used: only then it tells where the person works. A link that somebody handed
    /// over proves nothing of it.
    /// </summary>
    public bool HasProvenAddress { get; set; }
}
