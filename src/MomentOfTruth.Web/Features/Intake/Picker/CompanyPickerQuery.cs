using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Companies by a part of their name in either language, whatever its spaces, and after them those whose names are nearly the same: else a
/// slip of the finger would make a second company. Without a search, some that are verified. A company that customers have named is found
/// by others once it has people of its own, or journeys of many days; who types its very name reaches it anyway.
/// </summary>
public sealed class CompanyPickerQuery(AppDbContext db)
{
    public const int Size = 20;

    private const int Suggested = 8;

    // More companies than these are not compared with a name: they share its first or its last letters.
    private const int MostCompared = 500;

    public async Task<IReadOnlyList<CompanyChoice>> RunAsync(string? search, CancellationToken cancellationToken)
    {
        var shown = db.Companies.AsNoTracking().Where(c => !c.IsHidden && c.MergedIntoId == null && c.ArchivedAtUtc == null);
        if (search is null)
        {
            return await shown
                .Where(c => c.IsVerified)
                .OrderBy(c => c.NameKey)
                .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)))
                .Take(Suggested)
                .ToListAsync(cancellationToken);
        }

        var key = NearNames.Dense(Naming.KeyOf(search));
        var known = shown.Where(c => c.IsVerified || db.Memberships.Any(m => m.CompanyId == c.Id) || db.Journeys
                .Where(j => j.CompanyId == c.Id)
                .Select(j => j.ImportKey == null ? DateOnly.FromDateTime(j.LoggedAtUtc) : j.Day)
                .Distinct().OrderBy(day => day).Take(NamesOfMany.FewestDays).Count() == NamesOfMany.FewestDays);
        var found = await known
            .Where(c => c.NameKey.Replace(" ", "").Contains(key)
                || (c.KoreanNameKey != null && c.KoreanNameKey.Replace(" ", "").Contains(key))
                || db.CompanyAliases.Any(a => a.CompanyId == c.Id && a.NameKey.Replace(" ", "").Contains(key))
                || db.Companies.Any(m => m.MergedIntoId == c.Id && (m.NameKey.Replace(" ", "").Contains(key)
                    || (m.KoreanNameKey != null && m.KoreanNameKey.Replace(" ", "").Contains(key)))))
            .OrderByDescending(c => c.NameKey.Replace(" ", "").StartsWith(key)
                || (c.KoreanNameKey != null && c.KoreanNameKey.Replace(" ", "").StartsWith(key)))
            .ThenBy(c => c.NameKey)
            .ThenBy(c => c.Id)
            .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)))
            .Take(Size)
            .ToListAsync(cancellationToken);
        var near = found.Count == Size ? [] : await NearAsync(known, key, cancellationToken);
        return
        [
            .. found.Concat(near).DistinctBy(c => c.Slug).Take(Size)
                .Where(c => c.IsVerified || c.IsClaimed || NamesOfMany.MayBeShown(c.Name)),
        ];
    }

    // Two names that differ in a letter or two share their first letters or their last.
    private async Task<IEnumerable<CompanyChoice>> NearAsync(
        IQueryable<Company> known, string key, CancellationToken cancellationToken)
    {
        if (key.Length < NearNames.Shortest)
        {
            return [];
        }

        var (first, last) = (key[..NearNames.Same], key[^NearNames.Same..]);
        var alike = await known
            .Where(c => c.NameKey.Replace(" ", "").StartsWith(first) || c.NameKey.Replace(" ", "").EndsWith(last)
                || (c.KoreanNameKey != null
                    && (c.KoreanNameKey.Replace(" ", "").StartsWith(first) || c.KoreanNameKey.Replace(" ", "").EndsWith(last))))
            .OrderBy(c => c.NameKey).ThenBy(c => c.Id)
            .Select(c => new
            {
                c.NameKey,
                c.KoreanNameKey,
                Choice = new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)),
            })
            .Take(MostCompared)
            .ToListAsync(cancellationToken);
        return alike
            .Where(c => NearNames.AreNear(key, NearNames.Dense(c.NameKey))
                || (c.KoreanNameKey is { } korean && NearNames.AreNear(key, NearNames.Dense(korean))))
            .Select(c => c.Choice);
    }
}

/// <summary>A company to log a journey with.</summary>
/// <param name="IsClaimed">Whether it has people of its own, who read.</param>
public sealed record CompanyChoice(string Slug, string Name, string? KoreanName, bool IsVerified, bool IsClaimed);
