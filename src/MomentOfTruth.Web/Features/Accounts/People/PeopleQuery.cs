using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Reads who has an account, for administrators and operators.</summary>
public sealed class PeopleQuery(AppDbContext db, ILookupNormalizer addresses, TimeProvider clock)
{
    /// <summary>People in the order of their addresses.</summary>
    /// <param name="kind">Which of them.</param>
    /// <param name="search">A part of the address, in capitals or not; null for all.</param>
    /// <param name="after">Those behind this address, or before it if it is read backwards; null for the first.</param>
    /// <param name="isBackwards">Reads those before <paramref name="after"/>, the nearest first.</param>
    public IQueryable<PersonRow> Of(PeopleKind kind, string? search, string? after = null, bool isBackwards = false)
    {
        var now = clock.UtcNow();
        var people = db.Users.AsNoTracking();
        people = kind switch
        {
            PeopleKind.Administrators => people.Where(u => u.IsAdministrator),
            PeopleKind.Members => people.Where(u => db.Memberships.Any(m => m.UserId == u.Id)),
            PeopleKind.Disabled => people.Where(u => u.DisabledAtUtc != null),
            _ => people,
        };
        if (addresses.NormalizeEmail(search?.Trim()) is { Length: > 0 } part)
        {
            people = people.Where(u => u.NormalizedEmail!.Contains(part));
        }

        if (addresses.NormalizeEmail(after) is { } from)
        {
            people = isBackwards
                ? people.Where(u => u.NormalizedEmail!.CompareTo(from) < 0)
                : people.Where(u => u.NormalizedEmail!.CompareTo(from) > 0);
        }

        return (isBackwards ? people.OrderByDescending(u => u.NormalizedEmail) : people.OrderBy(u => u.NormalizedEmail))
            .Select(u => new PersonRow(
                u.Id, u.Email!, u.IsAdministrator, db.Memberships.Count(m => m.UserId == u.Id), u.DisabledAtUtc,
                db.Sessions.Where(s => s.UserId == u.Id && s.ExpiresAtUtc > now).Max(s => (DateTime?)s.SeenAtUtc)));
    }

    /// <summary>The account of an address; null if it has none.</summary>
    public Task<Guid?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var address = addresses.NormalizeEmail(email.Trim());
        return db.Users.Where(u => u.NormalizedEmail == address).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancellationToken);
    }
}

/// <summary>Which people. The names are values in addresses and parts of keys of texts.</summary>
public enum PeopleKind
{
    All,
    Administrators,
    Members,
    Disabled,
}

/// <summary>A person in a list.</summary>
/// <param name="Companies">Of how many companies the person is a member.</param>
/// <param name="DisabledAtUtc">Null for those who may sign in.</param>
/// <param name="SeenAtUtc">When a session of today was last used; null if there is none.</param>
public sealed record PersonRow(Guid Id, string Email, bool IsAdministrator, int Companies, DateTime? DisabledAtUtc, DateTime? SeenAtUtc);
