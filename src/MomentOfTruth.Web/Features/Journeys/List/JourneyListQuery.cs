using System.Globalization;
using Microsoft.AspNetCore.Html;
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
        var matching = db.JourneysOf(companyId, filter);
        var (rows, hasNewer, hasOlder) = await PageAsync(matching, paging, cancellationToken);
        var names = await touchpoints.OfAsync(
            companyId,
            rows.Select(r => r.FirstTouchpointId).Concat(rows.Select(r => r.KillerTouchpointId).OfType<Guid>()),
            cancellationToken);
        return new JourneyList(
            rows,
            names,
            await matching.LongCountAsync(cancellationToken),
            await db.JourneysOf(companyId, new JourneyFilter { State = filter.State }).LongCountAsync(cancellationToken),
            hasNewer ? new JourneyCursor(rows[0].Day, rows[0].Id) : null,
            hasOlder ? new JourneyCursor(rows[^1].Day, rows[^1].Id) : null)
        {
            Excerpts = filter.Search is { } search
                ? await ExcerptsAsync(companyId, rows, search, cancellationToken)
                : new Dictionary<Guid, Excerpt>(),
        };
    }

    /// <summary>How many journeys with the company their customers erased.</summary>
    public Task<int> ErasedAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Erasures.Where(e => e.CompanyId == companyId).SumAsync(e => e.N, cancellationToken);

    private async Task<Dictionary<Guid, Excerpt>> ExcerptsAsync(
        Guid companyId, IReadOnlyList<JourneyRow> rows, SearchQuery search, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var stories = await db.JourneysOf(companyId)
            .Where(j => ids.Contains(j.Id))
            .Select(j => new { j.Id, j.Story, Moments = j.Moments.OrderBy(m => m.Position).Select(m => m.Story).ToList() })
            .ToListAsync(cancellationToken);
        return stories
            .Select(j => (j.Id, Excerpt: Excerpt.Of(search, j.Moments.Prepend(j.Story).OfType<string>())))
            .Where(j => j.Excerpt is not null)
            .ToDictionary(j => j.Id, j => j.Excerpt!);
    }

    private async Task<(IReadOnlyList<JourneyRow> Rows, bool HasNewer, bool HasOlder)> PageAsync(
        IQueryable<Journey> matching, JourneyPaging paging, CancellationToken cancellationToken)
    {
        if (paging.NewerThan is { } newerThan)
        {
            var rows = await ReadAsync(
                matching
                    .Where(j => j.Day >= newerThan.Day && (j.Day > newerThan.Day || j.Id > newerThan.Id))
                    .OrderBy(j => j.Day).ThenBy(j => j.Id),
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
                NewestFirst(matching.Where(j => j.Day <= olderThan.Day && (j.Day < olderThan.Day || j.Id < olderThan.Id))),
                paging.Rows,
                cancellationToken);
            if (rows.Count > 0)
            {
                return ([.. rows.Take(paging.Rows)], true, rows.Count > paging.Rows);
            }
        }

        // Also if a place no longer leads anywhere, or to less than a page of the newest journeys.
        var newest = await ReadAsync(NewestFirst(matching), paging.Rows, cancellationToken);
        return ([.. newest.Take(paging.Rows)], false, newest.Count > paging.Rows);
    }

    private static IOrderedQueryable<Journey> NewestFirst(IQueryable<Journey> journeys) =>
        journeys.OrderByDescending(j => j.Day).ThenByDescending(j => j.Id);

    // One more than the page holds tells whether there is another.
    private Task<List<JourneyRow>> ReadAsync(IQueryable<Journey> ordered, int rows, CancellationToken cancellationToken) => ordered
        .Take(rows + 1)
        .Select(j => new JourneyRow(
            j.Id,
            j.Day,
            j.Title,
            j.Moments.Where(m => m.Position == 1).Select(m => m.TouchpointId).First(),
            j.Facts.Moments,
            j.Facts.Product,
            j.Facts.Zeros,
            j.Facts.KillerTouchpointId,
            j.Outcome,
            j.ClosedByItself,
            db.Cases.Any(c => c.CompanyId == j.CompanyId && c.JourneyId == j.Id && c.CustomerWrote)))
        .ToListAsync(cancellationToken);
}

/// <summary>One page of the list, newest first.</summary>
/// <param name="Matching">How many the filter selects.</param>
/// <param name="Total">How many there are in the same state without it.</param>
/// <param name="Newer">Where the page of newer ones is; null if there are none.</param>
/// <param name="Older">Where the page of older ones is; null if there are none.</param>
public sealed record JourneyList(
    IReadOnlyList<JourneyRow> Rows,
    IReadOnlyDictionary<Guid, string> Touchpoints,
    long Matching,
    long Total,
    JourneyCursor? Newer,
    JourneyCursor? Older)
{
    /// <summary>The parts of the stories that were looked for; journeys that were found by their title have none.</summary>
    public IReadOnlyDictionary<Guid, Excerpt> Excerpts { get; init; } = new Dictionary<Guid, Excerpt>();

    /// <summary>What a journey is called where it has no title: after its first touchpoint.</summary>
    public string NameOf(JourneyRow row)
    {
        return row.Title ?? Touchpoints[row.FirstTouchpointId];
    }
}

/// <summary>A journey as a row of the list.</summary>
/// <param name="KillerTouchpointId">Null without a zero, and where the moments have no order.</param>
/// <param name="CustomerWrote">Whether it is the company's turn to write.</param>
public sealed record JourneyRow(
    Guid Id,
    DateOnly Day,
    string? Title,
    Guid FirstTouchpointId,
    int Moments,
    double Product,
    int Zeros,
    Guid? KillerTouchpointId,
    Outcome? Outcome,
    bool ClosedByItself,
    bool CustomerWrote);

/// <summary>A place in the list of journeys, which is ordered by day and, within a day, by logging.</summary>
public sealed record JourneyCursor(DateOnly Day, Guid Id)
{
    private const int DayLength = 10;

    /// <summary>Returns null if the text is not a valid cursor; the list then begins at its beginning.</summary>
    public static JourneyCursor? TryParse(string? text) =>
        text is { Length: > DayLength } && text[DayLength] == '_'
        && DateOnly.TryParseExact(text[..DayLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Guid.TryParseExact(text[(DayLength + 1)..], "N", out var id)
            ? new JourneyCursor(day, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}_{Id:N}");
}

/// <summary>Which stretch of the list is asked for: what is older than a place, newer than one, or the newest.</summary>
public sealed record JourneyPaging(int Rows, JourneyCursor? OlderThan = null, JourneyCursor? NewerThan = null)
{
    public const string RowsName = "rows", OlderName = "older-than", NewerName = "newer-than";

    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    /// <summary>Ignores what cannot be read: it is a place in a list, not a condition on it.</summary>
    public static JourneyPaging Parse(IQueryCollection query)
    {
        var isSize = int.TryParse(query[RowsName].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && Sizes.Contains(asked);
        return new JourneyPaging(
            isSize ? asked : Sizes[0],
            JourneyCursor.TryParse(query[OlderName].FirstOrDefault()),
            JourneyCursor.TryParse(query[NewerName].FirstOrDefault()));
    }

    /// <summary>The number of rows for an address; null for the usual one.</summary>
    public string? RowsText => Rows == Sizes[0] ? null : Rows.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Excerpts as markup.</summary>
public static class ExcerptHtml
{
    /// <summary>Marks what was looked for. Built here, as a template would put white space between the pieces of a word.</summary>
    public static IHtmlContent Marked(this Excerpt excerpt)
    {
        var html = new HtmlContentBuilder();
        foreach (var (text, isMatch) in excerpt.Pieces)
        {
            _ = isMatch ? html.AppendHtml("<mark>").Append(text).AppendHtml("</mark>") : html.Append(text);
        }

        return html;
    }
}
