using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Reads the people of a company, and who is about to become one of them.</summary>
public sealed class MemberQuery(AppDbContext db, TimeProvider clock)
{
    /// <summary>So many members are listed at most; a search finds the others.</summary>
    public const int Size = 200;

    private const int MostRequests = 50;

    /// <summary>
    /// The members, owners first, at most one more than <see cref="Size"/>, so that a page knows whether there are more.
    /// </summary>
    /// <param name="companyId">The company.</param>
    /// <param name="search">A part of the address; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<List<MemberRow>> ListAsync(Guid companyId, string? search, CancellationToken cancellationToken)
    {
        var key = search is null ? null : Invitation.KeyOf(search);
        return Members(companyId)
            .Where(m => key == null || m.Key!.Contains(key))
            .OrderByDescending(m => m.Role).ThenBy(m => m.Key)
            .Select(m => new MemberRow(m.UserId, m.Email!, m.Role))
            .Take(Size + 1)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Returns null if there is no such member.</summary>
    public Task<MemberRow?> FindAsync(Guid companyId, Guid userId, CancellationToken cancellationToken) =>
        Members(companyId)
            .Where(m => m.UserId == userId)
            .Select(m => new MemberRow(m.UserId, m.Email!, m.Role))
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Likewise, by the address.</summary>
    public Task<MemberRow?> FindAsync(Guid companyId, string email, CancellationToken cancellationToken)
    {
        var key = Invitation.KeyOf(email);
        return Members(companyId)
            .Where(m => m.Key == key)
            .Select(m => new MemberRow(m.UserId, m.Email!, m.Role))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The invitations that nobody has taken up, the one that ends first at the top.</summary>
    public async Task<IReadOnlyList<InvitationRow>> InvitationsAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Invitations.AsNoTracking()
            .Where(i => i.CompanyId == companyId)
            .OrderBy(i => i.ExpiresAtUtc).ThenBy(i => i.Id)
            .Select(i => new InvitationRow(
                i.Id, i.Email, i.Role, db.Users.Where(u => u.Id == i.InvitedById).Select(u => u.Email).FirstOrDefault(),
                i.ExpiresAtUtc, i.ExpiresAtUtc > now))
            .Take(2 * Invitation.MostOpen)
            .ToListAsync(cancellationToken);
    }

    /// <summary>How many open invitations a person has sent in this company's name.</summary>
    public Task<int> InvitedByAsync(Guid companyId, Guid userId, CancellationToken cancellationToken) =>
        db.Invitations.CountAsync(i => i.CompanyId == companyId && i.InvitedById == userId, cancellationToken);

    /// <summary>Who wants to join or claims the company, and waits, the longest first.</summary>
    public async Task<IReadOnlyList<ClaimantRow>> ClaimantsAsync(Guid companyId, ClaimKind kind, CancellationToken cancellationToken) =>
        await Waiting(companyId)
            .Where(c => c.Kind == kind)
            .OrderBy(c => c.AskedAtUtc).ThenBy(c => c.Id)
            .Select(c => new ClaimantRow(c.Id, db.Users.Single(u => u.Id == c.UserId).Email!, c.AskedAtUtc))
            .Take(MostRequests)
            .ToListAsync(cancellationToken);

    /// <summary>How many wait for an owner to let them in.</summary>
    public Task<int> RequestCountAsync(Guid companyId, CancellationToken cancellationToken) =>
        Waiting(companyId).CountAsync(c => c.Kind == ClaimKind.Join, cancellationToken);

    // Who has come in another way meanwhile no longer waits.
    private IQueryable<CompanyClaim> Waiting(Guid companyId) => db.CompanyClaims.AsNoTracking().Where(
        c => c.CompanyId == companyId && c.State == ClaimState.Waiting
            && !db.Memberships.Any(m => m.CompanyId == companyId && m.UserId == c.UserId));

    private IQueryable<Joined> Members(Guid companyId) => db.Memberships.AsNoTracking()
        .Where(m => m.CompanyId == companyId)
        .Join(
            db.Users, m => m.UserId, u => u.Id,
            (m, u) => new Joined { UserId = m.UserId, Email = u.Email, Key = u.NormalizedEmail, Role = m.Role });

    private sealed class Joined
    {
        public Guid UserId { get; init; }

        public string? Email { get; init; }

        public string? Key { get; init; }

        public CompanyRole Role { get; init; }
    }
}

/// <summary>A member as a row of a list.</summary>
public sealed record MemberRow(Guid UserId, string Email, CompanyRole Role);

/// <summary>An invitation as a row of a list.</summary>
/// <param name="By">The address of who invited; null for the operator, and for who is no longer here.</param>
/// <param name="IsOpen">Whether its link still works.</param>
public sealed record InvitationRow(Guid Id, string Email, CompanyRole Role, string? By, DateTime ExpiresAtUtc, bool IsOpen);

/// <summary>Somebody who wants something of the company, and waits.</summary>
public sealed record ClaimantRow(Guid Id, string Email, DateTime AskedAtUtc);
