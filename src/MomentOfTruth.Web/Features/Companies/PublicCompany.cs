using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Addresses of a company's form with something filled in already, for posters, mails and frames; in the language of the page.</summary>
/// <param name="Touchpoint">Filled in for the first moment; null for none.</param>
/// <param name="Product">What the journey is about; null if that is left open.</param>
public sealed record FormAddress(string Site, string Slug, string? Touchpoint, string? Product)
{
    /// <summary>Names that the form could not take are left out.</summary>
    public static FormAddress Of(HttpRequest request, string slug, string? touchpoint, string? product)
    {
        return new FormAddress($"{request.Scheme}://{request.Host}", slug, Name(touchpoint), Name(product));
    }

    public string Form => Site + Filled(Routes.Form(Slug).Page);

    public string Frame => Site + Filled(Routes.Form(Slug).Framed);

    public string Poster => Filled(Routes.Company(Slug).Poster);

    /// <summary>As people read it aloud and type it: without what is filled in.</summary>
    public string Spoken => Site[(Site.IndexOf("//", StringComparison.Ordinal) + 2)..] + Uri.UnescapeDataString(Routes.Form(Slug).Page);

    private string Filled(string path) => path.With(("touchpoint", Touchpoint), ("product", Product));

    private static string? Name(string? typed) => NameText.IsName(typed) && NameText.Refusal(typed) is null ? typed!.Trim() : null;
}

/// <summary>Says that an address with a company in it is meant for everyone: the customer's form. A test holds every other one to a policy.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicCompanyPageAttribute : Attribute;

/// <summary>The company of a journey, for its customer.</summary>
public sealed record PublicCompany(Guid Id, string Slug, string Name, string? KoreanName, string TimeZoneId);

/// <summary>Finds the company of a public page.</summary>
public sealed class PublicCompanyQuery(AppDbContext db)
{
    /// <summary>Returns null if there is no such company.</summary>
    public Task<PublicCompany?> RunAsync(string slug, CancellationToken cancellationToken) =>
        db.Companies.AsNoTracking()
            .Where(c => c.Slug == slug)
            .Select(c => new PublicCompany(c.Id, c.Slug, c.Name, c.KoreanName, c.TimeZoneId))
            .SingleOrDefaultAsync(cancellationToken);
}
