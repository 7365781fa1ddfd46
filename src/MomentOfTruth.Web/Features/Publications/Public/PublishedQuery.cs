using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads the published journeys of a company, for everybody.</summary>
public sealed class PublishedQuery(AppDbContext db, PublishedReader reader)
{
    /// <summary>Fewer than these are not shown: whoever told them could be guessed.</summary>
    public const int Fewest = 5;

    public const int PageSize = 10;

    /// <summary>Whether the company has enough of them to be shown.</summary>
    public async Task<bool> AreShownAsync(Guid companyId, CancellationToken cancellationToken) =>
        await Published(companyId).OrderBy(p => p.Id).Take(Fewest).CountAsync(cancellationToken) == Fewest;

    /// <summary>The newest months first, one more than a page holds; none while there are too few.</summary>
    public async Task<IReadOnlyList<ReadPublication>> PageAsync(Guid companyId, PublishedCursor? after, CancellationToken cancellationToken)
    {
        if (!await AreShownAsync(companyId, cancellationToken))
        {
            return [];
        }

        var published = Published(companyId);
        if (after is { Month: var month, Id: var id })
        {
            published = published.Where(p => p.Month <= month && (p.Month < month || p.Id > id));
        }

        return await reader.ReadAsync(published.OrderByDescending(p => p.Month).ThenBy(p => p.Id).Take(PageSize + 1), withReports: false, cancellationToken);
    }

    /// <summary>One of the company's that is published, however few there are; null if it is not.</summary>
    public async Task<ReadPublication?> OfJourneyAsync(Guid companyId, Guid journeyId, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(Published(companyId).Where(p => p.JourneyId == journeyId), withReports: false, cancellationToken)).SingleOrDefault();

    private IQueryable<Publication> Published(Guid companyId) => db.PublicationsIn(PublicationState.Published).Where(p => p.CompanyId == companyId);
}

/// <summary>A place in the list of published journeys: after the one of this month and id.</summary>
public sealed record PublishedCursor(DateOnly Month, Guid Id)
{
    /// <summary>Null for what is no place.</summary>
    public static PublishedCursor? TryParse(string? text) =>
        text?.Split('_') is [var month, var id]
        && DateOnly.TryParseExact(month, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Guid.TryParse(id, out var publication)
            ? new PublishedCursor(day, publication)
            : null;

    public override string ToString() => $"{Month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}_{Id:N}";
}

/// <summary>A journey as the public sees it: all of it and nothing else, for the public as for those who look at it before.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Month">The first day of the journey's month.</param>
/// <param name="Outcome">Null while it goes on. Whom the customer left for is not said.</param>
/// <param name="Answer">The company's.</param>
public sealed record PublishedJourney(
    string Company, string Pseudonym, DateOnly Month, string? Product, string? Title, Outcome? Outcome, double Score, string? Answer,
    IReadOnlyList<PublishedMoment> Moments)
{
    /// <summary>What it is called: its title, or whose it is.</summary>
    public string TitleIn(IStringLocalizer<PublicationText> text)
    {
        return Title ?? text["Published.Untitled", Pseudonym].Value;
    }
}

/// <summary>A moment as the public sees it: no day and no time.</summary>
public sealed record PublishedMoment(string Touchpoint, Score Score, string? Story);
