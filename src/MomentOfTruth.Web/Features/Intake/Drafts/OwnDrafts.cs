using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>The drafts that were begun in this browser, to go on with: on the first page, the company picker and among its journeys.</summary>
public sealed class OwnDraftsViewComponent(DraftCookie cookie, OwnDraftsQuery drafts) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var found = await drafts.RunAsync(cookie.Read(HttpContext), HttpContext.RequestAborted);
        if (found.Count > 0)
        {
            // The addresses of drafts open them.
            HttpContext.Response.Headers.CacheControl = "no-store";
        }

        return View("/Features/Intake/Drafts/_OwnDrafts.cshtml", found);
    }
}

/// <summary>Finds drafts by their keys.</summary>
public sealed class OwnDraftsQuery(AppDbContext db, TimeProvider clock)
{
    public async Task<IReadOnlyList<OwnDraft>> RunAsync(IReadOnlyList<DraftKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var (now, companies) = (clock.UtcNow(), keys.Select(k => k.CompanyId).Distinct().ToList());
        var hashes = keys.Select(k => DraftStore.HashOf(k.Key)!).ToList();
        var found = await db.Drafts.AsNoTracking()
            .Where(d => companies.Contains(d.CompanyId) && hashes.Contains(d.KeyHash) && d.ExpiresAtUtc > now)
            .Join(db.Companies, d => d.CompanyId, c => c.Id, (d, c) => new
            {
                d.CompanyId,
                d.KeyHash,
                d.ExpiresAtUtc,
                c.Slug,
                c.Name,
                c.KoreanName,
                c.TimeZoneId,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. keys.Select(key => (key, Row: found.Find(d => d.CompanyId == key.CompanyId
                    && d.KeyHash.AsSpan().SequenceEqual(DraftStore.HashOf(key.Key)))))
                .Where(d => d.Row is not null)
                .Select(d => new OwnDraft(
                    d.key.Key, d.Row!.Slug, SiteCulture.NameOf(d.Row.Name, d.Row.KoreanName), d.Row.TimeZoneId, d.Row.ExpiresAtUtc)),
        ];
    }
}

/// <summary>A draft to go on with.</summary>
/// <param name="Company">The company's name in the language of the page.</param>
public sealed record OwnDraft(string Key, string Slug, string Company, string TimeZoneId, DateTime ExpiresAtUtc)
{
    /// <summary>The day on which it expires, where the company is.</summary>
    public string Until => Display.Day(DateOnly.FromDateTime(CompanyClock.LocalTime(ExpiresAtUtc, TimeZoneId).DateTime));

    /// <summary>When it was saved, where the company is.</summary>
    public string SavedAt => CompanyClock.Written(ExpiresAtUtc - DraftStore.Lifetime, TimeZoneId);
}
