using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Demo;

/// <summary>The newest collapsed journeys of a demo company wait for an answer, as if their customers had just told them.</summary>
public sealed class DemoAnswers(AppDbContext db, TimeProvider clock)
{
    private const int Waiting = 6;

    private static readonly TimeOnly Noon = new(12, 0);

    /// <summary>Adds nothing to a company that has cases already.</summary>
    public async Task AddAsync(Guid companyId, CancellationToken cancellationToken)
    {
        if (await db.Cases.AnyAsync(c => c.CompanyId == companyId, cancellationToken))
        {
            return;
        }

        var newest = await db.JourneysOf(companyId)
            .Where(j => j.Facts.Zeros > 0)
            .OrderByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Take(Waiting)
            .Select(j => new { j.Id, j.Day })
            .ToListAsync(cancellationToken);
        foreach (var journey in newest)
        {
            // Nobody has these codes: there is only somebody who could have.
            var key = new JourneyKey(companyId, journey.Id);
            var told = journey.Day.ToDateTime(Noon, DateTimeKind.Utc);
            db.Add(new Receipt(ReceiptCode.New(), key));
            db.Add(CaseTurns.Begun(key, isCollapsed: true, wantsAnswer: false, told < clock.UtcNow() ? told : clock.UtcNow())!);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
