using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>A company's journeys, page by page. A page costs the same wherever in the list it is.</summary>
public sealed class JourneyListQuery(AppDbContext db, TouchpointNames touchpoints, TimeProvider clock)
{
    public async Task<JourneyList> RunAsync(Guid companyId, JourneyFilter filter, JourneyPaging paging, CancellationToken cancellationToken)
    {
        var (places, hasBefore, hasAfter) = await PageAsync(db.JourneysOf(companyId, filter), paging, cancellationToken);
        var (matching, total) = await CountAsync(companyId, filter, cancellationToken);
        return new JourneyList(
            await RowsAsync(companyId, places, cancellationToken),
            matching,
            total,
            hasBefore ? places[0].Cursor : null,
            hasAfter ? places[^1].Cursor : null)
        {
            Excerpts = filter.Search is { } search
                ? await ExcerptsAsync(companyId, [.. places.Select(p => p.Id)], search, cancellationToken)
                : new Dictionary<Guid, Excerpt>(),
        };
    }

    /// <summary>How many journeys the filter selects, and how many there are in the same state without it.</summary>
    public async Task<(long Matching, long Total)> CountAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken) => (
        await db.JourneysOf(companyId, filter).LongCountAsync(cancellationToken),
        await db.JourneysOf(companyId, new JourneyFilter { State = filter.State }).LongCountAsync(cancellationToken));

    /// <summary>How many journeys with the company their customers erased.</summary>
    public Task<int> ErasedAsync(Guid companyId, CancellationToken cancellationToken) =>
        db.Erasures.Where(e => e.CompanyId == companyId).SumAsync(e => e.N, cancellationToken);

    private async Task<Dictionary<Guid, Excerpt>> ExcerptsAsync(
        Guid companyId, List<Guid> ids, SearchQuery search, CancellationToken cancellationToken)
    {
        var stories = await db.JourneysOf(companyId)
            .Where(j => ids.Contains(j.Id))
            .Select(j => new { j.Id, j.Story, Moments = j.Moments.OrderBy(m => m.Position).Select(m => m.Story).ToList() })
            .ToListAsync(cancellationToken);
        return stories
            .Select(j => (j.Id, Excerpt: Excerpt.Of(search, j.Moments.Prepend(j.Story).OfType<string>())))
            .Where(j => j.Excerpt is not null)
            .ToDictionary(j => j.Id, j => j.Excerpt!);
    }

    private static async Task<(IReadOnlyList<Placed> Rows, bool HasBefore, bool HasAfter)> PageAsync(
        IQueryable<Journey> matching, JourneyPaging paging, CancellationToken cancellationToken)
    {
        var (order, isAscending) = (paging.Order, paging.Order.IsAscending());
        var (before, after) = isAscending ? (paging.OlderThan, paging.NewerThan) : (paging.NewerThan, paging.OlderThan);
        if (before is not null)
        {
            var rows = await ReadAsync(order.From(matching, before, isNewer: !isAscending), !isAscending);
            if (rows.Count > paging.Rows)
            {
                return ([.. rows.Take(paging.Rows).Reverse()], true, true);
            }
        }
        else if (after is not null)
        {
            var rows = await ReadAsync(order.From(matching, after, isNewer: isAscending), isAscending);
            if (rows.Count > 0)
            {
                return ([.. rows.Take(paging.Rows)], true, rows.Count > paging.Rows);
            }
        }

        // Also if a place no longer leads anywhere, or to less than a page from the beginning.
        var first = await ReadAsync(matching, isAscending);
        return ([.. first.Take(paging.Rows)], false, first.Count > paging.Rows);

        // One more than the page holds tells whether there is another.
        Task<List<Placed>> ReadAsync(IQueryable<Journey> journeys, bool ascending) => order.Ordered(journeys, ascending)
            .Take(paging.Rows + 1)
            .Select(j => new Placed
            {
                Id = j.Id,
                Day = j.Day,
                LoggedAtUtc = j.LoggedAtUtc,
                Title = j.Title,
                Story = j.Story == null ? null : j.Story.Substring(0, StoryLine.Read),
                Product = j.Facts.Product,
                KilledAt = j.Facts.KilledAt,
                Outcome = j.Outcome,
                ClosedByItself = j.ClosedByItself,
            })
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<JourneyRow>> RowsAsync(
        Guid companyId, IReadOnlyList<Placed> places, CancellationToken cancellationToken)
    {
        var (ids, now, zero) = (places.Select(p => p.Id).ToList(), clock.UtcNow(), new Score(Score.MinTenths));

        // The words of those moments alone that a row may be called after.
        var moments = (await db.Moments.AsNoTracking()
            .Where(m => m.CompanyId == companyId && ids.Contains(m.JourneyId))
            .OrderBy(m => m.JourneyId).ThenBy(m => m.Position)
            .Select(m => new
            {
                m.JourneyId,
                m.Position,
                m.TouchpointId,
                m.Score,
                Words = m.Story != null && (m.Score == zero || m.Position == 1) ? m.Story.Substring(0, StoryLine.Read) : null,
            })
            .ToListAsync(cancellationToken)).ToLookup(m => m.JourneyId);
        var stages = (await db.Cases.AsNoTracking()
            .Where(c => c.CompanyId == companyId && ids.Contains(c.JourneyId))
            .Select(c => new { c.JourneyId, c.Status, c.CustomerWrote, c.AnsweredAtUtc, c.WaitsSinceUtc })
            .ToListAsync(cancellationToken))
            .ToDictionary(
                c => c.JourneyId, c => Case.ShownStageOf(c.Status, c.CustomerWrote, c.AnsweredAtUtc, c.WaitsSinceUtc, now));

        // One that was erased since its place was read is left out. Without an order the first zero that was told stands for all.
        var named = places
            .Where(place => moments.Contains(place.Id))
            .Select(place => (Place: place, Moment: moments[place.Id].FirstOrDefault(m => m.Score.IsZero) ?? moments[place.Id].First()))
            .ToList();
        var names = await touchpoints.OfAsync(companyId, named.Select(n => n.Moment.TouchpointId), cancellationToken);
        return named.ConvertAll(n => new JourneyRow(
            n.Place.Id,
            n.Place.Day,
            n.Place.LoggedAtUtc,
            n.Place.Title,
            names[n.Moment.TouchpointId],
            StoryLine.Of(n.Moment.Words ?? n.Place.Story),
            new ScoreStrip([.. moments[n.Place.Id].Select(m => m.Score)]),
            n.Place.Product,
            IsUnordered: n.Moment.Score.IsZero && n.Place.KilledAt is null,
            n.Place.Outcome,
            n.Place.ClosedByItself,
            stages.GetValueOrDefault(n.Place.Id)));
    }

    private sealed class Placed
    {
        public Guid Id { get; init; }

        public DateOnly Day { get; init; }

        public DateTime LoggedAtUtc { get; init; }

        public string? Title { get; init; }

        public string? Story { get; init; }

        public double Product { get; init; }

        public int? KilledAt { get; init; }

        public Outcome? Outcome { get; init; }

        public bool ClosedByItself { get; init; }

        public JourneyCursor Cursor => new(Day, Id);
    }
}

/// <summary>One page of the list, in its order.</summary>
/// <param name="Matching">How many the filter selects.</param>
/// <param name="Total">How many there are in the same state without it.</param>
/// <param name="Before">Where the page before begins; null if there is none.</param>
/// <param name="After">Where the next page begins; null if there is none.</param>
public sealed record JourneyList(
    IReadOnlyList<JourneyRow> Rows, long Matching, long Total, JourneyCursor? Before, JourneyCursor? After)
{
    /// <summary>The parts of the stories that were looked for; journeys that were found by their title have none.</summary>
    public IReadOnlyDictionary<Guid, Excerpt> Excerpts { get; init; } = new Dictionary<Guid, Excerpt>();
}

/// <summary>A journey as a row of the list.</summary>
/// <param name="Touchpoint">Of the killing moment, or else of the first.</param>
/// <param name="Words">The first words of that moment, or else of the whole story; null if there are none.</param>
/// <param name="IsUnordered">Whether it collapsed, and the moments have no order.</param>
/// <param name="Stage">Where the company's work on it stands; null if nobody has written and nothing waits.</param>
public sealed record JourneyRow(
    Guid Id,
    DateOnly Day,
    DateTime LoggedAtUtc,
    string? Title,
    string Touchpoint,
    string? Words,
    ScoreStrip Scores,
    double Product,
    bool IsUnordered,
    Outcome? Outcome,
    bool ClosedByItself,
    CaseStage? Stage)
{
    /// <summary>What it is called where it has no title: after its killing touchpoint.</summary>
    public string Name => Title ?? Touchpoint;

    /// <summary>What stands below the name: what killed it, where the name does not say so, and the words. Null if there is nothing.</summary>
    public string? Line => Title is null || !Scores.HasZero ? Words : Words is null ? Touchpoint : $"{Touchpoint} · {Words}";
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
