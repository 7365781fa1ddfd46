using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Reads what an account is to its owner.</summary>
public sealed class AccountQuery(AppDbContext db)
{
    /// <summary>Null if there is none.</summary>
    public Task<AccountSummary?> RunAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == accountId)
            .Select(u => new AccountSummary(u.Email!, db.Journeys.Count(j => j.OwnerId == u.Id), u.IsAdministrator || db.Memberships.Any(m => m.UserId == u.Id)))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Whether the account administers the installation; nobody's does not.</summary>
    public async Task<bool> IsAdministratorAsync(Guid? accountId, CancellationToken cancellationToken) =>
        accountId is { } id && await db.Users.AnyAsync(u => u.Id == id && u.IsAdministrator, cancellationToken);

    /// <summary>Whether the account has anything to do with companies.</summary>
    public Task<bool> IsStaffAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(u => u.Id == accountId && (u.IsAdministrator || db.Memberships.Any(m => m.UserId == u.Id)), cancellationToken);
}

/// <summary>An account as its owner sees it.</summary>
/// <param name="Journeys">How many journeys it keeps.</param>
/// <param name="IsStaff">Whether somebody relies on it: it is a company's member or the administrator.</param>
public sealed record AccountSummary(string Email, int Journeys, bool IsStaff);
