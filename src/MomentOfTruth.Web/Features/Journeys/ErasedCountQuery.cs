using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>How many journeys with a company their customers erased.</summary>
public sealed class ErasedCountQuery(AppDbContext db)
{
    public async Task<int> RunAsync(Guid companyId, CancellationToken cancellationToken) =>
        await db.Erasures.Where(e => e.CompanyId == companyId).SumAsync(e => e.N, cancellationToken);
}
