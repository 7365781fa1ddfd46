using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>Reads a journey by its id for the customer, without the company's notes on it. The caller has checked who asks.</summary>
public sealed class MyJourneyQuery(AppDbContext db, TimeProvider clock)
{
    public const int MaxRevisions = 200;

    /// <summary>Returns null if there is no such journey.</summary>
    public async Task<MyJourney?> RunAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        // The version is read before the moments: a change in between is then found out when a form is sent for this version.
        var journey = await db.JourneyAt(key).AsNoTracking()
            .Join(db.Companies, j => j.CompanyId, c => c.Id, (j, c) => new
            {
                j.CompanyId,
                c.Slug,
                c.Name,
                c.KoreanName,
                c.TimeZoneId,
                c.QuietDays,
                c.TextMonths,
                j.TextsDeletedAtUtc,
                IsClaimed = db.Memberships.Any(m => m.CompanyId == c.Id),
                Product = db.Products.Where(p => p.CompanyId == j.CompanyId && p.Id == j.ProductId).Select(p => p.Name).FirstOrDefault(),
                j.Title,
                j.Place,
                j.Day,
                j.Outcome,
                j.Competitor,
                j.ClosedByItself,
                j.IsOrdered,
                j.Version,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (journey is null)
        {
            return null;
        }

        return new MyJourney
        {
            Key = key,
            CompanySlug = journey.Slug,
            Company = SiteCulture.NameOf(journey.Name, journey.KoreanName),
            IsClaimed = journey.IsClaimed,
            TimeZoneId = journey.TimeZoneId,
            QuietDays = journey.QuietDays,
            TextMonths = journey.TextMonths,
            TextsDeletedAtUtc = journey.TextsDeletedAtUtc,
            Product = journey.Product,
            Title = journey.Title,
            Place = journey.Place,
            Day = journey.Day,
            Outcome = journey.Outcome,
            Competitor = journey.Competitor,
            ClosedByItself = journey.ClosedByItself,
            IsOrdered = journey.IsOrdered,
            Version = journey.Version,
            Moments = await MomentsAsync(key, cancellationToken),
            Today = clock.Today(journey.TimeZoneId),
            LatestDay = clock.LatestDay(),
        };
    }

    /// <summary>The moments of a journey in the customer's order.</summary>
    public async Task<IReadOnlyList<MyMoment>> MomentsAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        var moments = await db.Moments.AsNoTracking()
            .Of(key)
            .Join(
                db.Touchpoints, m => new { m.CompanyId, Id = m.TouchpointId }, t => new { t.CompanyId, t.Id },
                (m, t) => new { Moment = m, t.Name, t.KoreanName })
            .OrderBy(m => m.Moment.Position)
            .ToListAsync(cancellationToken);
        return [.. moments.Select(m => new MyMoment(
            m.Moment.Number, m.Moment.Position, SiteCulture.NameOf(m.Name, m.KoreanName), m.Moment.ToEntry()))];
    }

    /// <summary>What the customer changed after sending, the latest first: the latest <see cref="MaxRevisions"/> changes.</summary>
    public async Task<IReadOnlyList<MyRevision>> HistoryAsync(MyJourney journey, CancellationToken cancellationToken)
    {
        var changes = await ChangesAsync(journey.Key, MaxRevisions, cancellationToken);
        var mayChange = journey.MayGoOn && !journey.IsFull;
        return [.. changes.Select(change => change with
        {
            CanPutBack = mayChange && change.IsLastRemoval && journey.Moment(change.Before.Number) is null,
        })];
    }

    /// <summary>What the customer changed after sending, the latest first.</summary>
    public async Task<IReadOnlyList<MyRevision>> ChangesAsync(JourneyKey key, int most, CancellationToken cancellationToken)
    {
        var revisions = await db.MomentRevisions.AsNoTracking()
            .Of(key)
            .OrderByDescending(r => r.Version)
            .Take(most)
            .Join(
                db.Touchpoints, r => new { r.CompanyId, Id = r.TouchpointId }, t => new { t.CompanyId, t.Id },
                (r, t) => new { Revision = r, t.Name, t.KoreanName })
            .ToListAsync(cancellationToken);
        var last = revisions.GroupBy(r => r.Revision.Number, r => r.Revision.Version).ToDictionary(r => r.Key, r => r.Max());
        return [.. revisions.OrderByDescending(r => r.Revision.Version).Select(r => new MyRevision(
            r.Revision.Version,
            r.Revision.Kind,
            r.Revision.AtUtc,
            new MyMoment(r.Revision.Number, r.Revision.Position, SiteCulture.NameOf(r.Name, r.KoreanName), r.Revision.ToEntry()),
            r.Revision.Kind == RevisionKind.Removed && last[r.Revision.Number] == r.Revision.Version))];
    }

    /// <summary>Whether the customer has changed anything after sending.</summary>
    public Task<bool> HasHistoryAsync(JourneyKey key, CancellationToken cancellationToken) =>
        db.MomentRevisions.Of(key).AnyAsync(cancellationToken);
}

/// <summary>A journey, for its customer.</summary>
public sealed record MyJourney
{
    public required JourneyKey Key { get; init; }

    public Guid Id => Key.JourneyId;

    public Guid CompanyId => Key.CompanyId;

    /// <summary>The company's name in the language of the page.</summary>
    public required string Company { get; init; }

    /// <summary>The company's name in addresses.</summary>
    public required string CompanySlug { get; init; }

    /// <summary>Whether the company has members: only then somebody there reads it.</summary>
    public required bool IsClaimed { get; init; }

    public required string TimeZoneId { get; init; }

    /// <summary>After so many days without a touch the journey finishes by itself.</summary>
    public required int QuietDays { get; init; }

    /// <summary>So many months after the journey finished, its texts and photos are deleted; null if the company keeps them.</summary>
    public int? TextMonths { get; init; }

    /// <summary>Null while the journey has its texts and photos.</summary>
    public DateTime? TextsDeletedAtUtc { get; init; }

    public required string? Product { get; init; }

    public required string? Title { get; init; }

    /// <summary>Where the form was found, as the link that led there says; null if it says nothing.</summary>
    public string? Place { get; init; }

    /// <summary>The day it ended; while it is open, the day of its latest moment.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Null while it is open.</summary>
    public required Outcome? Outcome { get; init; }

    public required string? Competitor { get; init; }

    public required int Version { get; init; }

    /// <summary>In the customer's order.</summary>
    public required IReadOnlyList<MyMoment> Moments { get; init; }

    /// <summary>The day that it is where the company is.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The latest day that it can be anywhere now: no moment is later.</summary>
    public required DateOnly LatestDay { get; init; }

    public bool IsFinished => Outcome is not null;

    /// <summary>Whether it finished by itself, as nobody had touched it for long.</summary>
    public required bool ClosedByItself { get; init; }

    /// <summary>Whether the order of the moments is the customer's.</summary>
    public required bool IsOrdered { get; init; }

    /// <summary>Whether its customer has not said that it is over.</summary>
    public bool MayGoOn => !IsFinished || ClosedByItself;

    /// <summary>Whether it was changed so often that its moments stay as they are.</summary>
    public bool HasExpired => Version >= Journey.MaxVersion;

    public bool IsFull => Moments.Count >= Journey.MaxMoments;

    public DateOnly LatestMomentOn => Moments.Max(m => m.Entry.OccurredOn);

    /// <summary>Returns null if that moment was removed.</summary>
    public MyMoment? Moment(int number) => Moments.FirstOrDefault(m => m.Number == number);

    /// <summary>Whether the moment can be moved by so many places in the customer's order.</summary>
    public bool CanMove(MyMoment moment, int by) => moment.Position + by >= 1 && moment.Position + by <= Moments.Count;

    /// <summary>Its drawing, with the beginnings of the customer's words and how it ended.</summary>
    public JourneyChart Chart() => new(
        [.. Moments.Select(m => new ChartMoment(
            m.Entry.TouchpointId, m.Touchpoint, m.Entry.Channel, m.Entry.Score, m.Entry.OccurredOn, m.Entry.OccurredAt)
        {
            Story = m.Entry.Story,
            Anchor = FormattableString.Invariant($"moment-{m.Number}"),
        })],
        IsOrdered)
    {
        Words = JourneyChart.BeginningOfWords,
        Ending = new ChartEnding(Outcome, Competitor, IsFinished ? Day : null, ClosedByItself),
    };
}

/// <summary>A moment of a journey, for its customer.</summary>
/// <param name="Number">Names it within its journey for good.</param>
/// <param name="Position">Its place, from 1.</param>
/// <param name="Touchpoint">The touchpoint's name in the language of the page.</param>
/// <param name="Entry">What the customer says of it.</param>
public sealed record MyMoment(int Number, int Position, string Touchpoint, MomentEntry Entry);

/// <summary>A change that the customer made to a moment, and what was there before.</summary>
/// <param name="Version">The version of the journey that it made.</param>
/// <param name="Before">The moment before the change; after it was put back, the moment as it then was.</param>
/// <param name="IsLastRemoval">Whether it is a removal, and the moment was not changed after it.</param>
public sealed record MyRevision(int Version, RevisionKind Kind, DateTime AtUtc, MyMoment Before, bool IsLastRemoval)
{
    /// <summary>Whether it is a removal that can be taken back.</summary>
    public bool CanPutBack { get; init; }
}

/// <summary>
/// Who may open a journey as its customer: a browser in which its receipt code was entered, and the person who has it in an account.
/// </summary>
public sealed class JourneyAccess(ReceiptCookie receipts, JourneyKeeping keeping) : IKeptJourneys
{
    public async Task<JourneyKey?> OpenedAsync(HttpContext http, Guid id, CancellationToken cancellationToken) =>
        await receipts.OpenedAsync(http, id, cancellationToken)
        ?? (http.User.AccountId() is { } account ? await keeping.FindAsync(id, account, cancellationToken) : null);

    public Task<bool> AttachAsync(JourneyKey key, Guid accountId, CancellationToken cancellationToken) =>
        keeping.AttachAsync(key, accountId, cancellationToken);

    public Task CloseAsync(HttpContext http, Guid accountId, CancellationToken cancellationToken) =>
        receipts.CloseOfAccountAsync(http, accountId, cancellationToken);
}
