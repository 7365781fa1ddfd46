using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// Changes who is a member of a company and as what. Changes to one company's people come one after another, so that two owners who go at
/// the same time leave one.
/// </summary>
public sealed class MemberWriter(AppDbContext db)
{
    /// <summary>What the person may do in the company; null if the person is no member.</summary>
    public Task<CompanyRole?> RoleAsync(Guid companyId, Guid userId, CancellationToken cancellationToken) =>
        db.Memberships.Where(m => m.CompanyId == companyId && m.UserId == userId).Select(m => (CompanyRole?)m.Role)
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Gives a member another role, or with null ends the membership.</summary>
    public Task<MemberChange> ChangeAsync(Guid companyId, Guid userId, CompanyRole? role, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async transaction =>
            {
                await db.LockCompanyAsync(companyId, cancellationToken);
                if (await FindAsync(companyId, userId, cancellationToken) is not { } member)
                {
                    return MemberChange.NotThere;
                }

                var owners = await db.Memberships.CountAsync(
                    m => m.CompanyId == companyId && m.Role == CompanyRole.Owner, cancellationToken);
                if (member.LeavesNoOwner(owners, role))
                {
                    return MemberChange.LastOwner;
                }

                if (role is { } next)
                {
                    member.Role = next;
                }
                else
                {
                    db.Remove(member);
                }

                // Who may no longer answer has nothing to answer.
                if (role is null or < CompanyRole.Manager)
                {
                    await db.Cases.Where(c => c.CompanyId == companyId && c.OwnerId == userId)
                        .ExecuteUpdateAsync(set => set.SetProperty(c => c.OwnerId, (Guid?)null), cancellationToken);
                }

                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return MemberChange.Done;
            },
            cancellationToken);

    /// <summary>
    /// Makes the person a member with at least this role; who may do more already keeps that. Part of the caller's transaction, which has
    /// locked the company. Whoever was to join a company that has been merged joins the one that stands in its place.
    /// </summary>
    public async Task AddAsync(Guid companyId, Guid userId, CompanyRole role, CancellationToken cancellationToken)
    {
        while (await db.Companies.Where(c => c.Id == companyId).Select(c => c.MergedIntoId).SingleAsync(cancellationToken) is { } kept)
        {
            companyId = kept;
            await db.LockCompanyAsync(companyId, cancellationToken);
        }

        if (await FindAsync(companyId, userId, cancellationToken) is not { } member)
        {
            db.Add(new Membership(companyId, userId, role));
        }
        else if (member.Role < role)
        {
            member.Role = role;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private Task<Membership?> FindAsync(Guid companyId, Guid userId, CancellationToken cancellationToken) =>
        db.Memberships.SingleOrDefaultAsync(m => m.CompanyId == companyId && m.UserId == userId, cancellationToken);
}

/// <summary>What came of a change to a membership.</summary>
public enum MemberChange
{
    Done,

    /// <summary>There is no such member.</summary>
    NotThere,

    /// <summary>The company would be without an owner.</summary>
    LastOwner,
}
