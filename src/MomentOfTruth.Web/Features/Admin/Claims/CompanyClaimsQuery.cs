using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Reads claims of companies for the administrator, with all that helps to decide them.</summary>
public sealed class CompanyClaimsQuery(AppDbContext db)
{
    /// <summary>The page shows so many that wait, and so many past decisions; the others follow.</summary>
    public const int Size = 20;

    private const int MostOwners = 10;

    private IQueryable<CompanyClaim> Waiting =>
        db.CompanyClaims.AsNoTracking().Where(c => c.Kind == ClaimKind.Own && c.State == ClaimState.Waiting);

    /// <summary>How many wait for an administrator.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => Waiting.CountAsync(cancellationToken);

    /// <summary>Claims that wait, the one that has waited longest first.</summary>
    public async Task<IReadOnlyList<OpenClaim>> OpenAsync(CancellationToken cancellationToken)
    {
        var claims = await Waiting
            .OrderBy(c => c.AskedAtUtc).ThenBy(c => c.Id)
            .Join(db.Companies, c => c.CompanyId, c => c.Id, (claim, company) => new { Claim = claim, Company = company })
            .Join(db.Users, c => c.Claim.UserId, u => u.Id, (c, u) => new
            {
                c.Claim,
                c.Company,
                u.Email,
                u.HasProvenAddress,
                Journeys = db.Journeys.Count(j => j.CompanyId == c.Company.Id),
                Rivals = Waiting.Count(other => other.CompanyId == c.Company.Id) - 1,
            })
            .Take(Size)
            .ToListAsync(cancellationToken);
        var companies = claims.Select(c => c.Company.Id).Distinct().ToList();
        var owners = (await db.Memberships
            .Where(m => companies.Contains(m.CompanyId) && m.Role == CompanyRole.Owner)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new { m.CompanyId, u.Email })
            .OrderBy(m => m.Email)
            .Take(Size * MostOwners)
            .ToListAsync(cancellationToken)).ToLookup(m => m.CompanyId, m => m.Email!);
        return
        [
            .. claims.Select(c => new OpenClaim(
                c.Claim, c.Company, c.Email!, c.HasProvenAddress, c.Journeys, c.Rivals, [.. owners[c.Company.Id].Take(MostOwners)])),
        ];
    }

    /// <summary>Claims that were decided or withdrawn, the latest first, at most one more than <see cref="Size"/>.</summary>
    /// <param name="before">Only those decided before this instant; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<List<PastClaim>> PastAsync(DateTime? before, CancellationToken cancellationToken) => db.CompanyClaims.AsNoTracking()
        .Where(c => c.Kind == ClaimKind.Own && c.DecidedAtUtc != null && (before == null || c.DecidedAtUtc < before))
        .OrderByDescending(c => c.DecidedAtUtc)
        .Join(db.Companies, c => c.CompanyId, c => c.Id, (claim, company) => new PastClaim(
            company.Name, company.KoreanName, db.Users.Single(u => u.Id == claim.UserId).Email!, claim.State,
            db.Users.Where(u => u.Id == claim.DecidedById).Select(u => u.Email).FirstOrDefault(), claim.Reason, claim.DecidedAtUtc!.Value))
        .Take(Size + 1)
        .ToListAsync(cancellationToken);
}

/// <summary>A claim that waits.</summary>
/// <param name="Email">Who claims.</param>
/// <param name="IsProven">Whether a mail to that address was answered.</param>
/// <param name="Journeys">How many journeys customers have told of the company.</param>
/// <param name="Rivals">How many others claim the same company.</param>
/// <param name="Owners">Who looks after the company already.</param>
public sealed record OpenClaim(
    CompanyClaim Claim, Company Company, string Email, bool IsProven, int Journeys, int Rivals, IReadOnlyList<string> Owners)
{
    /// <summary>The host of the claimed address; null if it is none.</summary>
    public WebHost? Host { get; } = WebHost.TryParse(Claim.Address);

    /// <summary>How the claimant's mail is to that address.</summary>
    public MailMatch Match => Host?.MatchOf(Email) ?? MailMatch.Other;
}

/// <summary>A claim that waits no longer.</summary>
/// <param name="By">Who decided; null if nobody had to, or if the account is gone.</param>
public sealed record PastClaim(
    string Name, string? KoreanName, string Email, ClaimState State, string? By, string? Reason, DateTime DecidedAtUtc);
