using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Reads accounts: for their owners, and for the rules that ask who somebody is.</summary>
public sealed class AccountQuery(AppDbContext db)
{
    /// <summary>Returns null if there is no such account.</summary>
    public Task<AccountSummary?> RunAsync(Guid accountId, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == accountId)
            .Select(u => new AccountSummary(
                u.Email!, db.Journeys.Count(j => j.OwnerId == u.Id), db.Memberships.Any(m => m.UserId == u.Id))
            {
                IsAdministrator = u.IsAdministrator,
                HasPassword = u.PasswordHash != null,
                OwnedAlone = db.Companies
                    .Where(c => c.MergedIntoId == null
                        && db.Memberships.Any(m => m.CompanyId == c.Id && m.UserId == u.Id && m.Role == CompanyRole.Owner)
                        && !db.Memberships.Any(m => m.CompanyId == c.Id && m.UserId != u.Id && m.Role == CompanyRole.Owner))
                    .OrderBy(c => c.Name)
                    .Select(c => c.Name)
                    .FirstOrDefault(),
            })
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
/// <param name="IsStaff">Whether the person is a member of a company.</param>
public sealed record AccountSummary(string Email, int Journeys, bool IsStaff)
{
    public bool IsAdministrator { get; init; }

    /// <summary>Whether the account has a password: one that came with the identity provider or a passkey alone has none.</summary>
    public bool HasPassword { get; init; }

    /// <summary>A company that would be without an owner without this person; null if there is none.</summary>
    public string? OwnedAlone { get; init; }

    /// <summary>The key of why the account cannot be deleted now; null if it can.</summary>
    public string? Keeps => IsAdministrator ? "Delete.Administrator" : OwnedAlone is not null ? "Delete.LastOwner" : null;
}
