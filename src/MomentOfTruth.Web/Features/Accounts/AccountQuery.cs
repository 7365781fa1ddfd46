using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Reads accounts: for their owners, and for the rules that ask who somebody is.</summary>
public sealed class AccountQuery(AppDbContext db)
{
    /// <summary>Returns null if there is no such account.</summary>
    public Task<AccountSummary?> RunAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == accountId)
            .Select(u => new AccountSummary(
                u.Email!, db.Journeys.Count(j => j.OwnerId == u.Id), u.IsAdministrator || db.Memberships.Any(m => m.UserId == u.Id)))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Whether the account administers the installation; false without an account.</summary>
    public async Task<bool> IsAdministratorAsync(Guid? accountId, CancellationToken cancellationToken) =>
        accountId is { } id && await db.Users.AnyAsync(u => u.Id == id && u.IsAdministrator, cancellationToken);

    /// <summary>Whether the account belongs to a member of a company or to the administrator.</summary>
    public Task<bool> IsStaffAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(u => u.Id == accountId && (u.IsAdministrator || db.Memberships.Any(m => m.UserId == u.Id)), cancellationToken);
}

/// <summary>An account as its owner sees it.</summary>
/// <param name="Journeys">How many journeys are attached to it.</param>
/// <param name="IsStaff">Whether a company or the installation relies on it: it belongs to a member or the administrator.</param>
public sealed record AccountSummary(string Email, int Journeys, bool IsStaff);
