using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Changes what a person is in a company, for the administrator. A company that has an owner keeps one.</summary>
public sealed class RoleWriter(AppDbContext db)
{
    /// <param name="person">The member.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="role">What the person is from now on; null for no member any more.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<RoleChange> SetAsync(Guid person, Guid companyId, CompanyRole? role, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async transaction =>
            {
                // Of two owners who take each other's role away, the second waits here.
                var members = db.Memberships.Where(m => m.CompanyId == companyId);
                await members.Where(m => m.Role == CompanyRole.Owner)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, CompanyRole.Owner), cancellationToken);
                var was = await members.Where(m => m.UserId == person).Select(m => (CompanyRole?)m.Role)
                    .SingleOrDefaultAsync(cancellationToken);
                if (was is null)
                {
                    return new RoleChange(null, false);
                }

                if (was == CompanyRole.Owner && role != CompanyRole.Owner
                    && !await members.AnyAsync(m => m.UserId != person && m.Role == CompanyRole.Owner, cancellationToken))
                {
                    return new RoleChange(was, true);
                }

                await (role is { } now
                    ? members.Where(m => m.UserId == person).ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, now), cancellationToken)
                    : members.Where(m => m.UserId == person).ExecuteDeleteAsync(cancellationToken));
                await transaction.CommitAsync(cancellationToken);
                return new RoleChange(was, false);
            },
            cancellationToken);
}

/// <summary>What came of a change of a role.</summary>
/// <param name="Was">The role before; null if the person was no member.</param>
/// <param name="IsLastOwner">Whether it was refused, as the company would have no owner.</param>
public sealed record RoleChange(CompanyRole? Was, bool IsLastOwner);
