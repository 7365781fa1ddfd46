using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Reads one person for the administrator. What customers wrote with the account is nobody's business.</summary>
public sealed class PersonQuery(AppDbContext db, TimeProvider clock)
{
    /// <summary>So many companies and sessions are shown, the first by name and the latest used.</summary>
    public const int Most = 100;

    /// <summary>Returns null if there is no such person.</summary>
    public async Task<PersonView?> RunAsync(Guid person, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var user = await db.Users.AsNoTracking().Where(u => u.Id == person)
            .Select(u => new
            {
                u.Email,
                u.IsAdministrator,
                u.DisabledAtUtc,
                HasPassword = u.PasswordHash != null,
                Companies = db.Memberships.Count(m => m.UserId == u.Id),
                Sessions = db.Sessions.Count(s => s.UserId == u.Id && s.ExpiresAtUtc > now),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (user is null)
        {
            return null;
        }

        var companies = await db.Memberships.Where(m => m.UserId == person)
            .Join(
                db.Companies.Where(c => c.MergedIntoId == null), m => m.CompanyId, c => c.Id,
                (m, c) => new { c.Id, c.Slug, c.Name, c.KoreanName, m.Role })
            .OrderBy(c => c.Name).ThenBy(c => c.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        var sessions = await db.Sessions.Where(s => s.UserId == person && s.ExpiresAtUtc > now)
            .OrderByDescending(s => s.SeenAtUtc)
            .Select(s => new PersonSession(s.KeyHash, s.CreatedAtUtc, s.SeenAtUtc))
            .Take(Most)
            .ToListAsync(cancellationToken);
        return new PersonView(
            person, user.Email!, user.IsAdministrator, user.DisabledAtUtc, user.HasPassword,
            [.. companies.Select(c => new PersonCompany(c.Id, c.Slug, SiteCulture.NameOf(c.Name, c.KoreanName), c.Role))],
            user.Companies, sessions, user.Sessions);
    }
}

/// <summary>A person as the administrator sees it.</summary>
/// <param name="CompanyCount">How many companies there are, shown or not.</param>
/// <param name="SessionCount">How many sessions there are, shown or not.</param>
public sealed record PersonView(
    Guid Id, string Email, bool IsAdministrator, DateTime? DisabledAtUtc, bool HasPassword, IReadOnlyList<PersonCompany> Companies,
    int CompanyCount, IReadOnlyList<PersonSession> Sessions, int SessionCount);

/// <summary>A company of the person, by its name in the language of the page.</summary>
public sealed record PersonCompany(Guid Id, string Slug, string Name, CompanyRole Role);

/// <summary>A browser in which the person is signed in.</summary>
/// <param name="KeyHash">Names the session; the cookie holds what it is the hash of.</param>
public sealed record PersonSession(byte[] KeyHash, DateTime SinceUtc, DateTime SeenAtUtc)
{
    /// <summary>The same in an address or a form.</summary>
    public string Key => Convert.ToHexString(KeyHash);
}
