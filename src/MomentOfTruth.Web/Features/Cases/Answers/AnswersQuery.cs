using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// A company's cases where it is its turn, those that have waited longest first, page by page. Whose turn it is stands in the case, so that
/// a page costs the same however many journeys there are.
/// </summary>
public sealed class AnswersQuery(AppDbContext db, TimeProvider clock)
{
    /// <summary>What waits is counted up to here; what came of the latest cases is reckoned from so many.</summary>
    public const int MostWaiting = 1000, LatestCases = 2000;

    private const int MostOwners = 100;

    /// <summary>What waits for the company, in brief.</summary>
    public async Task<AnswersSummary> SummaryAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var waiting = await Of(companyId)
            .Where(c => c.WaitsSinceUtc <= now)
            .OrderBy(c => c.WaitsSinceUtc).ThenBy(c => c.JourneyId)
            .Select(c => new { c.JourneyId, c.Waits, c.WaitsSinceUtc })
            .Take(MostWaiting)
            .ToListAsync(cancellationToken);
        return new AnswersSummary(
            waiting.Count,
            waiting.Count(c => c.Waits.HasFlag(Waits.Collapsed)),
            waiting.Count(c => c.Waits.HasFlag(Waits.WantsAnswer)),
            waiting.FirstOrDefault()?.WaitsSinceUtc,
            waiting.FirstOrDefault()?.JourneyId);
    }

    /// <param name="companyId">The company.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="readerId">Who asks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<AnswerList> RunAsync(Guid companyId, AnswersFilter filter, Guid? readerId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var (places, hasBefore, hasAfter) = await PageAsync(Matching(companyId, filter, readerId, now), filter, cancellationToken);
        return new AnswerList(
            await RowsAsync(companyId, places, now, cancellationToken),
            hasBefore ? places[0].Cursor : null,
            hasAfter ? places[^1].Cursor : null);
    }

    /// <summary>What came of the company's latest cases.</summary>
    public async Task<CaseOutcomes> OutcomesAsync(Guid companyId, CancellationToken cancellationToken)
    {
        // The ids of journeys are in the order of their logging.
        var latest = await (
            from found in Of(companyId).OrderByDescending(c => c.JourneyId).Take(LatestCases)
            join journey in db.Journeys on new { found.CompanyId, Id = found.JourneyId } equals new { journey.CompanyId, journey.Id }
            select new
            {
                found.Status,
                found.Verdict,
                journey.LoggedAtUtc,
                FirstAtUtc = journey.ImportKey != null ? null : db.Replies
                    .Where(r => r.CompanyId == found.CompanyId && r.JourneyId == found.JourneyId && r.Number == 1)
                    .Select(r => (DateTime?)r.AtUtc).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return CaseOutcomes.Of(
            latest.ConvertAll(c => (c.Status, c.Verdict)),
            [.. latest.Where(c => c.FirstAtUtc is not null).Select(c => c.FirstAtUtc!.Value - c.LoggedAtUtc)]);
    }

    /// <summary>The members who may answer, by address.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Email)>> OwnersAsync(Guid companyId, CancellationToken cancellationToken) =>
        (await db.Memberships.AsNoTracking()
            .Where(m => m.CompanyId == companyId && m.Role >= CompanyRole.Manager)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { u.Id, u.Email })
            .OrderBy(u => u.Email)
            .Take(MostOwners)
            .ToListAsync(cancellationToken))
        .ConvertAll(u => (u.Id, u.Email!));

    private IQueryable<Case> Of(Guid companyId) => db.Cases.AsNoTracking().Where(c => c.CompanyId == companyId);

    // Each state has an index in the order of the list.
    private IQueryable<Placed> Matching(Guid companyId, AnswersFilter filter, Guid? readerId, DateTime now)
    {
        var cases = Of(companyId);
        cases = filter.Stage switch
        {
            CaseStage.Closed => cases.Where(c => c.ClosedAtUtc != null),
            CaseStage.Answered => cases.Where(c => c.AnsweredAtUtc != null),
            CaseStage.CustomerWrote => cases.Where(c => c.WaitsSinceUtc <= now && c.CustomerWrote),
            CaseStage.ToAnswer => cases.Where(c => c.WaitsSinceUtc <= now && !c.CustomerWrote && c.AnsweredAtUtc == null),
            _ => cases.Where(c => c.WaitsSinceUtc <= now),
        };
        cases = filter.Why switch
        {
            "collapsed" => cases.Where(c => (c.Waits & Waits.Collapsed) != 0),
            "wrote" => cases.Where(c => c.CustomerWrote),
            "asked" => cases.Where(c => (c.Waits & Waits.WantsAnswer) != 0),
            "promised" => cases.Where(c => c.DueFromUtc <= now),
            _ => cases,
        };
        var (isAsked, ownerId) = filter.OwnerOf(readerId);
        cases = !isAsked ? cases : ownerId is null ? cases.Where(c => c.OwnerId == null) : cases.Where(c => c.OwnerId == ownerId);
        var by = filter.Stage switch
        {
            CaseStage.Closed => nameof(Case.ClosedAtUtc),
            CaseStage.Answered => nameof(Case.AnsweredAtUtc),
            _ => nameof(Case.WaitsSinceUtc),
        };
        return cases.Select(c => new Placed
        {
            AtUtc = EF.Property<DateTime?>(c, by)!.Value,
            Id = c.JourneyId,
            Waits = c.Waits,
            Status = c.Status,
            CustomerWrote = c.CustomerWrote,
            AnsweredAtUtc = c.AnsweredAtUtc,
            DueOn = c.DueOn,
            DueFromUtc = c.DueFromUtc,
            OwnerId = c.OwnerId,
        });
    }

    private static async Task<(IReadOnlyList<Placed> Rows, bool HasBefore, bool HasAfter)> PageAsync(
        IQueryable<Placed> matching, AnswersFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Before is { } before)
        {
            var rows = await ReadAsync(From(matching, before, filter.IsNewestFirst), filter.IsNewestFirst, filter.Rows, cancellationToken);
            if (rows.Count > filter.Rows)
            {
                return ([.. rows.Take(filter.Rows).Reverse()], true, true);
            }
        }
        else if (filter.After is { } after)
        {
            var rows = await ReadAsync(From(matching, after, !filter.IsNewestFirst), !filter.IsNewestFirst, filter.Rows, cancellationToken);
            if (rows.Count > 0)
            {
                return ([.. rows.Take(filter.Rows)], true, rows.Count > filter.Rows);
            }
        }

        // Also if a place no longer leads anywhere, or to less than a page from the beginning.
        var first = await ReadAsync(matching, !filter.IsNewestFirst, filter.Rows, cancellationToken);
        return ([.. first.Take(filter.Rows)], false, first.Count > filter.Rows);
    }

    private static IQueryable<Placed> From(IQueryable<Placed> matching, AnswersCursor place, bool isLater) => isLater
        ? matching.Where(p => p.AtUtc >= place.AtUtc && (p.AtUtc > place.AtUtc || p.Id > place.Id))
        : matching.Where(p => p.AtUtc <= place.AtUtc && (p.AtUtc < place.AtUtc || p.Id < place.Id));

    // One more than the page holds tells whether there is another.
    private static Task<List<Placed>> ReadAsync(
        IQueryable<Placed> matching, bool isAscending, int rows, CancellationToken cancellationToken) =>
        (isAscending ? matching.OrderBy(p => p.AtUtc).ThenBy(p => p.Id) : matching.OrderByDescending(p => p.AtUtc).ThenByDescending(p => p.Id))
            .Take(rows + 1)
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<AnswerRow>> RowsAsync(
        Guid companyId, IReadOnlyList<Placed> places, DateTime now, CancellationToken cancellationToken)
    {
        var ids = places.Select(p => p.Id).ToList();
        var journeys = await db.JourneysOf(companyId)
            .Where(j => ids.Contains(j.Id))
            .Select(j => new
            {
                j.Id,
                j.Title,
                Scores = j.Moments.OrderBy(m => m.Position).Select(m => m.Score).ToList(),
                TouchpointId = j.Moments.Where(m => m.Position == (j.Facts.KilledAt ?? 1)).Select(m => m.TouchpointId).First(),
                Story = j.Moments.Where(m => m.Position == (j.Facts.KilledAt ?? 1) && m.Story != null)
                    .Select(m => m.Story!.Substring(0, StoryLine.Read)).FirstOrDefault(),
            })
            .ToDictionaryAsync(j => j.Id, cancellationToken);
        var touchpointIds = journeys.Values.Select(j => j.TouchpointId).Distinct().ToList();
        var touchpoints = await db.Touchpoints.AsNoTracking()
            .Where(t => t.CompanyId == companyId && touchpointIds.Contains(t.Id))
            .Select(t => new { t.Id, t.Name, t.KoreanName })
            .ToDictionaryAsync(t => t.Id, t => SiteCulture.NameOf(t.Name, t.KoreanName), cancellationToken);
        var ownerIds = places.Select(p => p.OwnerId).OfType<Guid>().Distinct().ToList();
        var owners = await db.Users.AsNoTracking()
            .Where(u => ownerIds.Contains(u.Id))
            .Select(u => new { u.Id, u.Email })
            .ToDictionaryAsync(u => u.Id, u => u.Email, cancellationToken);

        // One that was erased since its place was read is left out.
        return [.. places.Where(p => journeys.ContainsKey(p.Id)).Select(p => new AnswerRow(
            p.Id,
            now - p.AtUtc,
            p.Waits,
            p.DueFromUtc <= now,
            p.DueOn,
            Case.StageOf(p.Status, p.CustomerWrote, p.AnsweredAtUtc),
            p.OwnerId,
            p.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null,
            touchpoints[journeys[p.Id].TouchpointId],
            StoryLine.Of(journeys[p.Id].Story ?? journeys[p.Id].Title),
            journeys[p.Id].Scores))];
    }

    private sealed class Placed
    {
        public DateTime AtUtc { get; init; }

        public Guid Id { get; init; }

        public Waits Waits { get; init; }

        public CaseStatus Status { get; init; }

        public bool CustomerWrote { get; init; }

        public DateTime? AnsweredAtUtc { get; init; }

        public DateOnly? DueOn { get; init; }

        public DateTime? DueFromUtc { get; init; }

        public Guid? OwnerId { get; init; }

        public AnswersCursor Cursor => new(AtUtc, Id);
    }
}

/// <summary>What waits for a company, in brief. Counts end at <see cref="AnswersQuery.MostWaiting"/>.</summary>
/// <param name="Waiting">How many journeys wait.</param>
/// <param name="Collapsed">How many of them are new and have a zero.</param>
/// <param name="WantsAnswer">How many of their customers left an address for an answer and have none.</param>
/// <param name="OldestSinceUtc">Since when the longest waits; null if none does.</param>
/// <param name="Oldest">Which journey that is.</param>
public sealed record AnswersSummary(int Waiting, int Collapsed, int WantsAnswer, DateTime? OldestSinceUtc, Guid? Oldest)
{
    /// <summary>Whether there may be more than is counted.</summary>
    public bool IsMore => Waiting >= AnswersQuery.MostWaiting;
}

/// <summary>One page of the list.</summary>
/// <param name="Before">Where the page before begins; null if there is none.</param>
/// <param name="After">Where the next page begins; null if there is none.</param>
public sealed record AnswerList(IReadOnlyList<AnswerRow> Rows, AnswersCursor? Before, AnswersCursor? After);

/// <summary>A case as a row of the list.</summary>
/// <param name="Id">Of the journey.</param>
/// <param name="For">How long it has waited, or has been answered or closed.</param>
/// <param name="IsDue">Whether something was promised for today or earlier.</param>
/// <param name="Owner">The e-mail address of who works on it; null for nobody.</param>
/// <param name="Touchpoint">Of the killing moment, or else of the first.</param>
/// <param name="Words">The first words of that moment; null if there are none.</param>
/// <param name="Scores">Of all moments, in their order.</param>
public sealed record AnswerRow(
    Guid Id, TimeSpan For, Waits Waits, bool IsDue, DateOnly? DueOn, CaseStage Stage, Guid? OwnerId, string? Owner, string Touchpoint,
    string? Words, IReadOnlyList<Score> Scores)
{
    /// <summary>The reasons other than a promise, in the order of their weight, as the texts name them.</summary>
    public IEnumerable<string> Whys
    {
        get
        {
            if (Waits.HasFlag(Waits.CustomerWrote))
            {
                yield return "wrote";
            }

            if (Waits.HasFlag(Waits.Collapsed))
            {
                yield return "collapsed";
            }

            if (Waits.HasFlag(Waits.WantsAnswer))
            {
                yield return "asked";
            }
        }
    }
}
