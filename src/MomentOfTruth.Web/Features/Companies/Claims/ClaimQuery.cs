using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Companies;

/// <summary>Reads what people want of companies, for themselves and for who decides; and the companies that they may look for.</summary>
public sealed class ClaimQuery(AppDbContext db)
{
    /// <summary>So many companies and claims are listed.</summary>
    public const int Size = 20;

    /// <summary>How the person stands to the company. Returns null if there is no such company or account.</summary>
    public async Task<ClaimStanding?> RunAsync(string slug, Guid userId, CancellationToken cancellationToken)
    {
        var found = await db.Companies.AsNoTracking()
            .Where(c => c.Slug == slug)
            .Select(c => new
            {
                Company = c,
                IsClaimed = db.Memberships.Any(m => m.CompanyId == c.Id),
                IsMember = db.Memberships.Any(m => m.CompanyId == c.Id && m.UserId == userId),
            })
            .SingleOrDefaultAsync(cancellationToken);
        var person = await db.Users.Where(u => u.Id == userId).Select(u => new { u.Email, u.HasProvenAddress })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || person is not { Email: { } email })
        {
            return null;
        }

        var claims = db.CompanyClaims.AsNoTracking().Where(c => c.CompanyId == found.Company.Id && c.UserId == userId);
        var isAtHost = found.Company.CheckedHost is { } host && WebHost.ProvenBy(email).Contains(host);
        return new ClaimStanding(
            found.Company,
            email,
            found.IsClaimed,
            found.IsMember,
            isAtHost && person.HasProvenAddress,
            await LatestAsync(claims, ClaimKind.Own, cancellationToken),
            await LatestAsync(claims, ClaimKind.Join, cancellationToken));
    }

    /// <summary>What the person wants and wanted of companies, the latest first.</summary>
    public Task<List<OwnClaim>> OfAsync(Guid userId, CancellationToken cancellationToken) =>
        db.CompanyClaims.AsNoTracking()
            .Where(c => c.UserId == userId)
            .OrderByDescending(c => c.AskedAtUtc).ThenBy(c => c.Id)
            .Join(db.Companies, c => c.CompanyId, c => c.Id, (claim, company) => new OwnClaim(
                company.Slug, company.Name, company.KoreanName, claim.Kind, claim.State, claim.Reason))
            .Take(Size)
            .ToListAsync(cancellationToken);

    /// <summary>The companies at whose checked host the person's proven mail is, without those that the person is in.</summary>
    public async Task<IReadOnlyList<FoundCompany>> OfferedAsync(Guid userId, CancellationToken cancellationToken)
    {
        var email = await db.Users.Where(u => u.Id == userId && u.HasProvenAddress).Select(u => u.Email)
            .SingleOrDefaultAsync(cancellationToken);
        if (email is null || WebHost.ProvenBy(email) is not { Count: > 0 } hosts)
        {
            return [];
        }

        return await Found(db.Companies.Where(c => c.MergedIntoId == null && c.CheckedHost != null && hosts.Contains(c.CheckedHost)
                && !db.Memberships.Any(m => m.CompanyId == c.Id && m.UserId == userId)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Companies by name in either language. One that nobody has checked and nobody looks after is found by its very name alone: what
    /// customers typed is not for strangers to browse.
    /// </summary>
    public Task<List<FoundCompany>> SearchAsync(string name, CancellationToken cancellationToken)
    {
        var key = Naming.KeyOf(name);
        return Found(db.Companies.Where(c => c.MergedIntoId == null && (c.NameKey == key || c.KoreanNameKey == key
                || db.CompanyAliases.Any(a => a.CompanyId == c.Id && a.NameKey == key)
                || db.Companies.Any(m => m.MergedIntoId == c.Id && (m.NameKey == key || m.KoreanNameKey == key))
                || (!c.IsHidden && (c.IsVerified || db.Memberships.Any(m => m.CompanyId == c.Id))
                    && (c.NameKey.Contains(key) || (c.KoreanNameKey != null && c.KoreanNameKey.Contains(key)))))))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Who asks to join; null if nobody does under this id, or no longer.</summary>
    public Task<JoinRequestView?> JoinRequestAsync(Guid companyId, Guid id, CancellationToken cancellationToken) =>
        db.CompanyClaims.AsNoTracking()
            .Where(c => c.CompanyId == companyId && c.Id == id && c.Kind == ClaimKind.Join && c.State == ClaimState.Waiting)
            .Select(c => new JoinRequestView(
                db.Users.Single(u => u.Id == c.UserId).Email!, db.Companies.Single(company => company.Id == companyId).CheckedHost ?? ""))
            .SingleOrDefaultAsync(cancellationToken);

    private static Task<CompanyClaim?> LatestAsync(
        IQueryable<CompanyClaim> claims, ClaimKind kind, CancellationToken cancellationToken) =>
        claims.Where(c => c.Kind == kind).OrderByDescending(c => c.AskedAtUtc).FirstOrDefaultAsync(cancellationToken);

    private IQueryable<FoundCompany> Found(IQueryable<Company> companies) => companies.AsNoTracking()
        .OrderBy(c => c.NameKey).ThenBy(c => c.Id)
        .Select(c => new FoundCompany(
            c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)))
        .Take(Size);
}

/// <summary>How a person stands to a company.</summary>
/// <param name="Email">The address of the person.</param>
/// <param name="IsClaimed">Whether the company has people here.</param>
/// <param name="IsProven">Whether the person's mail proves that the person is of the company.</param>
/// <param name="Own">The latest claim to look after it; null for none.</param>
/// <param name="Join">The latest request to join it; null for none.</param>
public sealed record ClaimStanding(
    Company Company, string Email, bool IsClaimed, bool IsMember, bool IsProven, CompanyClaim? Own, CompanyClaim? Join);

/// <summary>What a person wants of a company, for the person.</summary>
public sealed record OwnClaim(string Slug, string Name, string? KoreanName, ClaimKind Kind, ClaimState State, string? Reason);

/// <summary>A company that somebody looks for.</summary>
public sealed record FoundCompany(string Slug, string Name, string? KoreanName, bool IsVerified, bool IsClaimed);

/// <summary>Who asks to join a company.</summary>
/// <param name="Host">The company's checked host, at which the person's mail is.</param>
public sealed record JoinRequestView(string Email, string Host);
