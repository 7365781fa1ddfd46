using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Adds and removes the markers of what a company changed at its touchpoints.</summary>
public sealed class MarkerWriter(AppDbContext db)
{
    /// <summary>Returns null if the company has no such touchpoint.</summary>
    public async Task<Guid?> AddAsync(Guid companyId, Guid touchpointId, DateOnly on, string text, CancellationToken cancellationToken)
    {
        if (!await db.Touchpoints.AnyAsync(t => t.Id == touchpointId && t.CompanyId == companyId, cancellationToken))
        {
            return null;
        }

        var marker = new Marker(companyId, touchpointId, on, text);
        db.Markers.Add(marker);
        await db.SaveChangesAsync(cancellationToken);
        return marker.Id;
    }

    /// <summary>Returns null if the company has no such marker at that touchpoint.</summary>
    public Task<Marker?> FindAsync(Guid companyId, Guid touchpointId, Guid markerId, CancellationToken cancellationToken) =>
        Own(companyId, touchpointId, markerId).AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>Does nothing if the marker is gone already.</summary>
    public Task RemoveAsync(Guid companyId, Guid touchpointId, Guid markerId, CancellationToken cancellationToken) =>
        Own(companyId, touchpointId, markerId).ExecuteDeleteAsync(cancellationToken);

    private IQueryable<Marker> Own(Guid companyId, Guid touchpointId, Guid markerId) =>
        db.Markers.Where(m => m.Id == markerId && m.CompanyId == companyId && m.TouchpointId == touchpointId);
}
