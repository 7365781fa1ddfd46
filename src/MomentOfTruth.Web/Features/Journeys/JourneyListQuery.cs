using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>A company's journeys, newest first, page by page. A page costs the same wherever in the list it is.</summary>
public sealed class JourneyListQuery(AppDbContext db, TouchpointNames touchpoints)
{
    public async Task<JourneyList> RunAsync(Guid companyId, JourneyFilter filter, JourneyPaging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(paging);
        var matching = db.JourneysOf(companyId, filter);
        var (rows, hasNewer, hasOlder) = await PageAsync(matching, paging, cancellationToken);
        var names = await touchpoints.OfAsync(
            rows.Select(r => r.FirstTouchpointId).Concat(rows.Select(r => r.KillerTouchpointId).OfType<Guid>()), cancellationToken);
        return new JourneyList(
            rows,
            names,
            await matching.LongCountAsync(cancellationToken),
            await db.JourneysOf(companyId, new JourneyFilter { State = filter.State }).LongCountAsync(cancellationToken),
            hasNewer ? new JourneyCursor(rows[0].Day, rows[0].Id) : null,
            hasOlder ? new JourneyCursor(rows[^1].Day, rows[^1].Id) : null)
        {
            Excerpts = filter.Search is { } search ? await ExcerptsAsync(rows, search, cancellationToken) : new Dictionary<Guid, Excerpt>(),
        };
    }

    private async Task<Dictionary<Guid, Excerpt>> ExcerptsAsync(IReadOnlyList<JourneyRow> rows, SearchQuery search, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var stories = await db.Journeys.AsNoTracking()
            .Where(j => ids.Contains(j.Id))
            .Select(j => new { j.Id, j.Story, Moments = j.Moments.OrderBy(m => m.Position).Select(m => m.Story).ToList() })
            .ToListAsync(cancellationToken);
        return stories
            .Select(j => (j.Id, Excerpt: Excerpt.Of(search, j.Moments.Prepend(j.Story).OfType<string>())))
            .Where(j => j.Excerpt is not null)
            .ToDictionary(j => j.Id, j => j.Excerpt!);
    }

    private static async Task<(IReadOnlyList<JourneyRow> Rows, bool HasNewer, bool HasOlder)> PageAsync(
        IQueryable<Journey> matching, JourneyPaging paging, CancellationToken cancellationToken)
    {
        if (paging.NewerThan is { } newerThan)
        {
            var rows = await ReadAsync(
                matching.Where(j => j.Day >= newerThan.Day && (j.Day > newerThan.Day || j.Id > newerThan.Id)).OrderBy(j => j.Day).ThenBy(j => j.Id),
                paging.Rows,
                cancellationToken);
            if (rows.Count > paging.Rows)
            {
                return ([.. rows.Take(paging.Rows).Reverse()], true, true);
            }
        }
        else if (paging.OlderThan is { } olderThan)
        {
            var rows = await ReadAsync(
                NewestFirst(matching.Where(j => j.Day <= olderThan.Day && (j.Day < olderThan.Day || j.Id < olderThan.Id))), paging.Rows, cancellationToken);
            if (rows.Count > 0)
            {
                return ([.. rows.Take(paging.Rows)], true, rows.Count > paging.Rows);
            }
        }

        // Also where a place no longer leads anywhere, or to less than a page of newest ones.
        var newest = await ReadAsync(NewestFirst(matching), paging.Rows, cancellationToken);
        return ([.. newest.Take(paging.Rows)], false, newest.Count > paging.Rows);
    }

    private static IOrderedQueryable<Journey> NewestFirst(IQueryable<Journey> journeys) => journeys.OrderByDescending(j => j.Day).ThenByDescending(j => j.Id);

    // One more than the page holds tells whether there is another.
    private static Task<List<JourneyRow>> ReadAsync(IQueryable<Journey> ordered, int rows, CancellationToken cancellationToken) => ordered
        .Take(rows + 1)
        .Select(j => new JourneyRow(
            j.Id,
            j.Day,
            j.Title,
            j.Moments.Where(m => m.Position == 1).Select(m => m.TouchpointId).First(),
            j.Facts.Moments,
            j.Facts.Product,
            j.Facts.KillerTouchpointId,
            j.Outcome))
        .ToListAsync(cancellationToken);
}
