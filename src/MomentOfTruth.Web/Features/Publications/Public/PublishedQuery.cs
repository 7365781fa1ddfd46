using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>Reads the published journeys of a company, as the public may.</summary>
public sealed class PublishedQuery(AppDbContext db, PublishedReader reader)
{
    /// <summary>A company's page shows none if it has fewer than these: readers could guess who wrote them.</summary>
    public const int Fewest = 5;

    public const int PageSize = 10;

    /// <summary>Whether the company has enough of them to be shown.</summary>
    public async Task<bool> AreShownAsync(Guid companyId, CancellationToken cancellationToken) =>
        await Published(companyId).OrderBy(p => p.Id).Take(Fewest).CountAsync(cancellationToken) == Fewest;

    /// <summary>The newest months first, one more than a page holds; empty while there are fewer than <see cref="Fewest"/>.</summary>
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

        return await reader.ReadAsync(
            published.OrderByDescending(p => p.Month).ThenBy(p => p.Id).Take(PageSize + 1), withReports: false, cancellationToken);
    }

    /// <summary>One of those that are shown; null if it is not, or no longer.</summary>
    public async Task<ReadPublication?> OneAsync(Guid companyId, Guid publicationId, CancellationToken cancellationToken) =>
        await AreShownAsync(companyId, cancellationToken)
            ? (await reader.ReadAsync(Published(companyId).Where(p => p.Id == publicationId), withReports: false, cancellationToken))
                .SingleOrDefault()
            : null;

    /// <summary>The publication of one of the company's journeys, however few there are; null if the journey is not published.</summary>
    public async Task<ReadPublication?> OfJourneyAsync(JourneyKey key, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(Published(key.CompanyId).Of(key), withReports: false, cancellationToken))
            .SingleOrDefault();

    private IQueryable<Publication> Published(Guid companyId) =>
        db.PublicationsIn(PublicationState.Published).Where(p => p.CompanyId == companyId);
}

/// <summary>A place in the list of published journeys: after the one of this month and id.</summary>
public sealed record PublishedCursor(DateOnly Month, Guid Id)
{
    /// <summary>Returns null if the text is not a valid cursor.</summary>
    public static PublishedCursor? TryParse(string? text) =>
        text?.Split('_') is [var month, var id]
        && DateOnly.TryParseExact(month, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Guid.TryParse(id, out var publication)
            ? new PublishedCursor(day, publication)
            : null;

    public override string ToString() => $"{Month.ToIso()}_{Id:N}";
}

/// <summary>All that the public sees of a journey; the customer's preview and the administrators' page show exactly the same.</summary>
/// <param name="Company">The company's name in the language of the page.</param>
/// <param name="Month">The first day of the journey's month.</param>
/// <param name="Outcome">Null while it goes on. A competitor that the customer left for is not published.</param>
/// <param name="Answer">The company's public answer.</param>
public sealed record PublishedJourney(
    string Company, string Pseudonym, DateOnly Month, string? Product, string? Title, Outcome? Outcome, bool IsOrdered, string? Answer,
    IReadOnlyList<PublishedMoment> Moments)
{
    /// <summary>Its drawing: a public one names no day, no channel and no competitor.</summary>
    public JourneyChart Chart() => new(
        [.. Moments.Select(m => new ChartMoment(m.TouchpointId, m.Touchpoint, null, m.Score) { Story = m.Story })], IsOrdered)
    {
        Ending = new ChartEnding(Outcome),
    };

    /// <summary>The journey's title, or one that names the pseudonym.</summary>
    public string TitleIn(IStringLocalizer<PublicationText> text) => Title ?? text["Published.Untitled", Pseudonym].Value;
}

/// <summary>A moment as the public sees it, without day and time.</summary>
public sealed record PublishedMoment(Guid TouchpointId, string Touchpoint, Score Score, string? Story);

/// <summary>
/// Leads to the published journeys of a company if there are enough to be shown. A component, as the page that shows it belongs to another
/// feature.
/// </summary>
public sealed class PublishedLinkViewComponent(PublishedQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(PublicCompany company) =>
        await query.AreShownAsync(company.Id, HttpContext.RequestAborted)
            ? View("/Features/Publications/Public/_PublishedLink.cshtml", company)
            : Content("");
}
