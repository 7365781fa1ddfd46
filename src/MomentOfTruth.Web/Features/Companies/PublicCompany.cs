using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>
/// The addresses of a company's form with fields filled in already, for posters, mails and frames; in the language of the page.
/// </summary>
/// <param name="Touchpoint">The touchpoint of the first moment; null to leave it open.</param>
/// <param name="Product">The product that the journey is about; null to leave it open.</param>
/// <param name="Place">Where the form is found, such as a branch; kept with the journey. Null for none.</param>
public sealed record FormAddress(string Site, string Slug, string? Touchpoint, string? Product, string? Place = null)
{
    /// <summary>Leaves out names that the form would refuse.</summary>
    /// <param name="site">Where people find this installation.</param>
    public static FormAddress Of(string site, string slug, string? touchpoint, string? product, string? place = null) =>
        new(site, slug, Name(touchpoint), Name(product), PlaceOf(place));

    /// <summary>The place as it is stored; null for what cannot be one.</summary>
    public static string? PlaceOf(string? said) => Name(said) is { Length: <= Journey.MaxPlace } place ? place : null;

    public string Form => Site + Filled(Routes.Form(Slug).Page);

    public string Frame => Site + Filled(Routes.Form(Slug).Framed);

    public string Poster => Filled(Routes.Company(Slug).Poster);

    /// <summary>The address of the empty form as people read it aloud and type it.</summary>
    public string Spoken => Site[(Site.IndexOf("//", StringComparison.Ordinal) + 2)..] + Uri.UnescapeDataString(Routes.Form(Slug).Page);

    /// <summary>The address of the poster in this language.</summary>
    public string PosterIn(string culture) => Filled(Routes.Company(Slug).Poster.InLanguage(culture));

    private string Filled(string path) => path.With(("touchpoint", Touchpoint), ("product", Product), ("place", Place));

    private static string? Name(string? typed) =>
        NameText.IsName(typed) && NameText.Refusal(typed) is null ? NameText.Stored(typed!) : null;
}

/// <summary>
/// Marks a page with a company in its address that is meant for everyone: the customer's form, for example. A test holds every other such
/// address to a company policy.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicCompanyPageAttribute : Attribute;

/// <summary>A company as customers see it.</summary>
/// <param name="IsClaimed">Whether it has members: only then somebody there reads what customers tell.</param>
public sealed record PublicCompany(Guid Id, string Slug, string Name, string? KoreanName, string TimeZoneId, bool IsClaimed)
{
    /// <summary>Whether it takes no new journeys.</summary>
    public bool IsArchived { get; init; }
}

/// <summary>Finds the company of a public page.</summary>
public sealed class PublicCompanyQuery(AppDbContext db, UnknownZones zones)
{
    /// <summary>Returns null if there is no such company.</summary>
    public async Task<PublicCompany?> RunAsync(string slug, CancellationToken cancellationToken)
    {
        var found = await db.Companies.AsNoTracking()
            .Where(c => c.Slug == slug && c.MergedIntoId == null)
            .Select(c => new PublicCompany(
                c.Id, c.Slug, c.Name, c.KoreanName, c.TimeZoneId, db.Memberships.Any(m => m.CompanyId == c.Id))
            {
                IsArchived = c.ArchivedAtUtc != null,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is not null)
        {
            zones.Check(found.Id, found.TimeZoneId);
        }

        return found;
    }
}
