using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Journeys by their ids, which only a receipt code gives: for the customer, without what the company makes of them.</summary>
public sealed class MyJourneyQuery(AppDbContext db)
{
    public const int MaxRevisions = 200;

    /// <summary>Of those that an account keeps, the list shows the latest.</summary>
    public const int MaxKept = 200;

    /// <summary>Null if there is no such journey.</summary>
    public async Task<MyJourney?> RunAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        // The version is read before the moments: a change in between is then found out when this one is sent.
        var journey = await db.Journeys.AsNoTracking()
            .Where(j => j.Id == journeyId)
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                j.CompanyId,
                c.Name,
                c.KoreanName,
                c.TimeZoneId,
                Product = db.Products.Where(p => p.Id == j.ProductId).Select(p => p.Name).FirstOrDefault(),
                j.Title,
                j.Day,
                j.Outcome,
                j.Competitor,
                j.Version,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (journey is null)
        {
            return null;
        }

        return new MyJourney(
            journeyId, journey.CompanyId, SiteCulture.NameOf(journey.Name, journey.KoreanName), journey.TimeZoneId, journey.Product, journey.Title,
            journey.Day, journey.Outcome, journey.Competitor, journey.Version, await MomentsAsync(journeyId, cancellationToken));
    }

    /// <summary>Those of the journeys that still exist, in the order of the ids, and then the others that the account keeps, the latest first.</summary>
    public async Task<IReadOnlyList<MyJourneyRow>> ListAsync(IReadOnlyList<Guid> opened, Guid? accountId, CancellationToken cancellationToken)
    {
        if (opened.Count == 0 && accountId is null)
        {
            return [];
        }

        var found = await db.Journeys.AsNoTracking()
            .Where(j => opened.Contains(j.Id) || (accountId != null && j.OwnerId == accountId))
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new { j.Id, c.Name, c.KoreanName, j.Title, j.Day, j.Outcome, HasUnreadReply = db.Cases.Any(k => k.JourneyId == j.Id && k.LastByCompany > k.SeenByCustomer), IsKept = accountId != null && j.OwnerId == accountId })
            .OrderByDescending(j => opened.Contains(j.Id)).ThenByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Take(MaxKept + ReceiptCookie.MaxJourneys)
            .ToListAsync(cancellationToken);
        var places = opened.Index().ToDictionary(o => o.Item, o => o.Index);
        return [.. found
            .OrderBy(j => places.GetValueOrDefault(j.Id, int.MaxValue))
            .Select(j => new MyJourneyRow(j.Id, SiteCulture.NameOf(j.Name, j.KoreanName), j.Title, j.Day, j.Outcome, j.HasUnreadReply, j.IsKept))];
    }

    /// <summary>What the customer changed after sending, the latest first: the latest <see cref="MaxRevisions"/> changes.</summary>
    public async Task<IReadOnlyList<MyRevision>> HistoryAsync(MyJourney journey, CancellationToken cancellationToken)
    {
        var revisions = await db.MomentRevisions.AsNoTracking()
            .Where(r => r.JourneyId == journey.Id)
            .OrderByDescending(r => r.Version)
            .Take(MaxRevisions)
            .Join(db.Touchpoints, r => r.TouchpointId, t => t.Id, (r, t) => new { Revision = r, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        var mayChange = !journey.IsFinished && !journey.IsFull;
        return [.. revisions.OrderByDescending(r => r.Revision.Version).Select(r => new MyRevision(
            r.Revision.Version,
            r.Revision.Kind,
            r.Revision.AtUtc,
            new MyMoment(
                r.Revision.Number, r.Revision.Position, r.Revision.TouchpointId, SiteCulture.NameOf(r.Name, r.KoreanName), r.Revision.Channel, r.Revision.Score,
                r.Revision.OccurredOn, r.Revision.OccurredAt, r.Revision.Story),
            mayChange && r.Revision.Kind == RevisionKind.Removed && journey.Moment(r.Revision.Number) is null
                && !revisions.Exists(later => later.Revision.Number == r.Revision.Number && later.Revision.Version > r.Revision.Version)))];
    }

    /// <summary>Whether the customer has changed anything after sending.</summary>
    public Task<bool> HasHistoryAsync(Guid journeyId, CancellationToken cancellationToken) =>
        db.MomentRevisions.AnyAsync(r => r.JourneyId == journeyId, cancellationToken);

    private async Task<IReadOnlyList<MyMoment>> MomentsAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        var moments = await db.Moments.AsNoTracking()
            .Where(m => m.JourneyId == journeyId)
            .Join(db.Touchpoints, m => m.TouchpointId, t => t.Id, (m, t) => new { m.Number, m.Position, m.TouchpointId, t.Name, t.KoreanName, m.Channel, m.Score, m.OccurredOn, m.OccurredAt, m.Story })
            .OrderBy(m => m.Position)
            .ToListAsync(cancellationToken);
        return [.. moments.Select(m => new MyMoment(
            m.Number, m.Position, m.TouchpointId, SiteCulture.NameOf(m.Name, m.KoreanName), m.Channel, m.Score, m.OccurredOn, m.OccurredAt, m.Story))];
    }
}

/// <summary>A journey, for its customer.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Day">The day it ended; while it is open, that of its latest moment.</param>
/// <param name="Outcome">Null while it is open.</param>
public sealed record MyJourney(
    Guid Id, Guid CompanyId, string Company, string TimeZoneId, string? Product, string? Title, DateOnly Day, Outcome? Outcome, string? Competitor, int Version,
    IReadOnlyList<MyMoment> Moments)
{
    public bool IsFinished => Outcome is not null;

    /// <summary>It was changed so often that its moments stay as they are.</summary>
    public bool HasExpired => Version >= Journey.MaxVersion;

    public bool IsFull => Moments.Count >= Journey.MaxMoments;

    public DateOnly LatestMomentOn => Moments.Max(m => m.OccurredOn);

    /// <summary>Null if it was removed.</summary>
    public MyMoment? Moment(int number) => Moments.FirstOrDefault(m => m.Number == number);

    public JourneyChart Drawing() => new([.. Moments.Select(m => new ChartMoment(m.TouchpointId, m.Touchpoint, m.Channel, m.Score, m.OccurredOn, m.OccurredAt))]);
}

/// <summary>A moment of a journey, for its customer.</summary>
/// <param name="Number">Names it within its journey for good.</param>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Touchpoint">Its name in the language of the page.</param>
public sealed record MyMoment(
    int Number, int Position, Guid TouchpointId, string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt, string? Story);

/// <summary>What has become of a customer's wish to publish a journey, as it now stands.</summary>
/// <param name="Reason">Why it was refused or hidden.</param>
/// <param name="Answer">What the company says to it in public.</param>
public sealed record MyPublication(string Pseudonym, PublicationState State, string? Reason, string? Answer);

/// <summary>A change that the customer made to a moment, and what was there before.</summary>
/// <param name="Version">The version of the journey that it made.</param>
/// <param name="Before">The moment as it was; after it was put back, as it then was.</param>
/// <param name="CanPutBack">Whether it is a removal that can be taken back.</param>
public sealed record MyRevision(int Version, RevisionKind Kind, DateTime AtUtc, MyMoment Before, bool CanPutBack);

/// <summary>A journey as a row of the list of those that this browser or the signed-in person may open.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Outcome">Null while it is open.</param>
/// <param name="HasUnreadReply">The company has replied since the customer last looked.</param>
/// <param name="IsKept">Whether it is kept in the signed-in person's account.</param>
public sealed record MyJourneyRow(Guid Id, string Company, string? Title, DateOnly Day, Outcome? Outcome, bool HasUnreadReply, bool IsKept);

/// <summary>Decides who may open a journey as its customer: a browser in which its receipt code was entered, and the account it is attached to.</summary>
public sealed class JourneyAccess(ReceiptCookie receipts, JourneyKeeping keeping) : IKeptJourneys
{
    public async Task<bool> OpensAsync(HttpContext http, Guid journeyId, CancellationToken cancellationToken) =>
        receipts.Opens(http, journeyId)
        || (http.User.AccountId() is { } account && await keeping.IsAttachedAsync(journeyId, account, cancellationToken));

    public Task<bool> AttachAsync(Guid journeyId, Guid accountId, CancellationToken cancellationToken) =>
        keeping.AttachAsync(journeyId, accountId, cancellationToken);
}
