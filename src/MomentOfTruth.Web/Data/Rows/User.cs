using Microsoft.AspNetCore.Identity;

namespace MomentOfTruth.Web.Data;

/// <summary>Someone who signs in: a member of companies, or the installation's administrator. Customers need no account.</summary>
public sealed class User : IdentityUser<Guid>
{
    public bool IsAdministrator { get; set; }
}
