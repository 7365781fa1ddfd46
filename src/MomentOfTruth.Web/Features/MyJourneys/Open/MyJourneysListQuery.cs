using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads the list of journeys that this browser or the signed-in person may open.</summary>
public sealed class MyJourneysListQuery(AppDbContext db)
{
    /// <summary>The list shows at most so many journeys: those opened here, and the latest in an account.</summary>
    public const int Most = 200 + ReceiptCookie.MaxJourneys;

    /// <summary>
    /// The opened journeys that still exist, in the order of the ids; then the others in the account, the latest first. At most one more
    /// than <see cref="Most"/>, so that the page knows whether there are more.
    /// </summary>
    public async Task<IReadOnlyList<MyJourneyRow>> RunAsync(
        IReadOnlyList<JourneyKey> opened, Guid? accountId, CancellationToken cancellationToken)
    {
        if (opened.Count == 0 && accountId is null)
        {
            return [];
        }

        var (companies, ids) = (opened.Select(key => key.CompanyId).Distinct().ToList(), opened.Select(key => key.JourneyId).ToList());
        var found = await db.Journeys.AsNoTracking()
            .Where(j => (companies.Contains(j.CompanyId) && ids.Contains(j.Id)) || (accountId != null && j.OwnerId == accountId))
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                j.Id,
                c.Name,
                c.KoreanName,
                j.Title,
                j.Day,
                j.Outcome,
                HasUnreadReply = db.Cases.Any(k => k.CompanyId == j.CompanyId && k.JourneyId == j.Id && k.LastByCompany > k.SeenByCustomer),
                IsKept = accountId != null && j.OwnerId == accountId,
            })
            .OrderByDescending(j => ids.Contains(j.Id)).ThenByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Take(Most + 1)
            .ToListAsync(cancellationToken);
        var places = ids.Index().ToDictionary(o => o.Item, o => o.Index);
        return [.. found
            .OrderBy(j => places.GetValueOrDefault(j.Id, int.MaxValue))
            .Select(j => new MyJourneyRow(
                j.Id, SiteCulture.NameOf(j.Name, j.KoreanName), j.Title, j.Day, j.Outcome, j.HasUnreadReply, j.IsKept))];
    }
}

/// <summary>A journey as a row of the list of those that this browser or the signed-in person may open.</summary>
/// <param name="Company">The company's name in the language of the page.</param>
/// <param name="Outcome">Null while it is open.</param>
/// <param name="HasUnreadReply">Whether the company has replied since the customer last looked.</param>
/// <param name="IsKept">Whether it is in the signed-in person's account.</param>
public sealed record MyJourneyRow(Guid Id, string Company, string? Title, DateOnly Day, Outcome? Outcome, bool HasUnreadReply, bool IsKept);
