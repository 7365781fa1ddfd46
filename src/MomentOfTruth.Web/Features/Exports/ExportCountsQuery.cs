using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>Counts the rows of a file before it is written.</summary>
public sealed class ExportCountsQuery(AppDbContext db)
{
    public async Task<ExportCounts> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken) =>
        await db.JourneysOf(companyId, filter)
            .GroupBy(_ => 1)
            .Select(all => new ExportCounts(all.LongCount(), all.Sum(j => (long)j.Facts.Moments)))
            .SingleOrDefaultAsync(cancellationToken)
        ?? new ExportCounts(0, 0);
}
