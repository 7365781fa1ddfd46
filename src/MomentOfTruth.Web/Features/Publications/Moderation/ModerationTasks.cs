using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Who of the administrators looks after which publication. Anybody may still decide; it says who is expected to.</summary>
public sealed class ModerationTasks(AppDbContext db, TimeProvider clock)
{
    // More are on nobody's page.
    private const int MostAdministrators = 200;

    /// <summary>
    /// Hands the publication to an administrator. Returns false if it is not there any more, or the person is no administrator.
    /// </summary>
    public Task<bool> HandAsync(
        Guid companyId, Guid publicationId, Guid administrator, string? note, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async transaction =>
            {
                // Locks the publication, so that it is not withdrawn meanwhile and two who hand it on come one after the other.
                var isThere = await db.Publications.Where(p => p.CompanyId == companyId && p.Id == publicationId)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, p => p.Version), cancellationToken) == 1;
                if (!isThere || !await db.Users.AnyAsync(
                    u => u.Id == administrator && u.IsAdministrator && u.DisabledAtUtc == null, cancellationToken))
                {
                    return false;
                }

                await ReleaseAsync(companyId, publicationId, cancellationToken);
                db.Add(new ModerationTask
                {
                    CompanyId = companyId,
                    PublicationId = publicationId,
                    AdministratorId = administrator,
                    Note = note,
                    SinceUtc = clock.UtcNow(),
                });
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);

    public Task ReleaseAsync(Guid companyId, Guid publicationId, CancellationToken cancellationToken) =>
        db.ModerationTasks.Where(t => t.CompanyId == companyId && t.PublicationId == publicationId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>By publication, who of these has somebody.</summary>
    public async Task<IReadOnlyDictionary<Guid, HeldPublication>> OfAsync(
        IReadOnlyList<Guid> publications, CancellationToken cancellationToken) =>
        publications.Count == 0 ? new Dictionary<Guid, HeldPublication>()
            : await db.ModerationTasks.Where(t => publications.Contains(t.PublicationId))
                .Join(db.Users, t => t.AdministratorId, u => u.Id, (t, u) => new { t.PublicationId, u.Id, u.Email, t.Note, t.SinceUtc })
                .ToDictionaryAsync(
                    t => t.PublicationId, t => new HeldPublication(t.Id, t.Email!, t.Note, t.SinceUtc), cancellationToken);

    /// <summary>Those who can be handed something.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Email)>> AdministratorsAsync(CancellationToken cancellationToken)
    {
        var found = await db.Users.Where(u => u.IsAdministrator && u.DisabledAtUtc == null)
            .OrderBy(u => u.NormalizedEmail)
            .Select(u => new { u.Id, u.Email })
            .Take(MostAdministrators)
            .ToListAsync(cancellationToken);
        return [.. found.Select(u => (u.Id, u.Email!))];
    }
}

/// <summary>Who looks after a publication.</summary>
/// <param name="Note">What the administrators tell each other about it; null for nothing.</param>
public sealed record HeldPublication(Guid AdministratorId, string Email, string? Note, DateTime SinceUtc);
