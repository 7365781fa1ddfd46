using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>What became of a change of an account.</summary>
/// <param name="User">The account as it is now; null if nothing was changed.</param>
/// <param name="Refusals">The codes of what is wrong with the password; none where the link is used up or the account is another.</param>
public sealed record AccountChange(User? User, IReadOnlyList<string> Refusals)
{
    public static AccountChange Gone { get; } = new(null, []);
}
