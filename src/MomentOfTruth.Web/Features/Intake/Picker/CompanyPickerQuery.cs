using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Companies by a part of their name in either language, of its initial consonants or of another name they have, whatever its spaces; and
/// apart from them those whose names are nearly the same: else a slip of the finger would make a second company. Without a search, some
/// that are verified. A company that customers have named is found by others once it has people of its own, or journeys of many days, and
/// no longer when those are erased; who types its very name reaches it anyway.
/// </summary>
public sealed class CompanyPickerQuery(AppDbContext db)
{
    /// <summary>A page shows so many, and so many are shown while one types.</summary>
    public const int Size = 20, SizeWhileTyping = 6;

    private const int Suggested = 8;

    // More companies than these are not compared with a name: they share its first or its last letters.
    private const int MostCompared = 500;

    public async Task<CompanyMatches> RunAsync(string? search, int size, CancellationToken cancellationToken)
    {
        var shown = db.Companies.AsNoTracking().Where(c => !c.IsHidden && c.MergedIntoId == null && c.ArchivedAtUtc == null);
        if (search is null)
        {
            return new(await Chosen(shown.Where(c => c.IsVerified).OrderBy(c => c.NameKey), Suggested).ToListAsync(cancellationToken), []);
        }

        if (NameSearch.PartOf(search) is not { } part)
        {
            return new([], []);
        }

        var known = shown.Where(c => c.IsVerified || db.Memberships.Any(m => m.CompanyId == c.Id) || db.Journeys
                .Where(j => j.CompanyId == c.Id)
                .Select(j => j.ImportKey == null ? DateOnly.FromDateTime(j.LoggedAtUtc) : j.Day)
                .Distinct().OrderBy(day => day).Take(NamesOfMany.FewestDays).Count() == NamesOfMany.FewestDays);
        var found = await HavingAsync(known, part, size, cancellationToken);
        foreach (var other in found.Count > 0 ? [] : NameSearch.OtherPartsOf(search))
        {
            found = [.. found.Concat(await HavingAsync(known, other, size, cancellationToken)).DistinctBy(c => c.Slug).Take(size)];
        }

        var near = found.Count == size ? [] : await NearAsync(known, search, cancellationToken);
        return new(
            [.. found.Where(MayBeShown)],
            [.. near.ExceptBy(found.Select(c => c.Slug), c => c.Slug).Where(MayBeShown).Take(size - found.Count)]);
    }

    private static bool MayBeShown(CompanyChoice company) =>
        company.IsVerified || company.IsClaimed || NamesOfMany.MayBeShown(company.Name);

    // Those that begin so come first.
    private Task<List<CompanyChoice>> HavingAsync(IQueryable<Company> known, string part, int size, CancellationToken cancellationToken)
    {
        var first = part[0] == NameSearch.Break ? part : NameSearch.Break + part;
        return Chosen(
            known
                .Where(c => c.SearchKey.Contains(part)
                    || db.CompanyAliases.Any(a => a.CompanyId == c.Id && a.SearchKey.Contains(part))
                    || db.Companies.Any(m => m.MergedIntoId == c.Id && m.SearchKey.Contains(part)))
                .OrderByDescending(c => c.SearchKey.Contains(first))
                .ThenBy(c => c.NameKey)
                .ThenBy(c => c.Id),
            size).ToListAsync(cancellationToken);
    }

    private IQueryable<CompanyChoice> Chosen(IQueryable<Company> companies, int most) => companies
        .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)))
        .Take(most);

    // Two names that differ in a letter or two share their first letters or their last.
    private async Task<IEnumerable<CompanyChoice>> NearAsync(
        IQueryable<Company> known, string search, CancellationToken cancellationToken)
    {
        if (NameSearch.EdgesOf(search) is not { } edges)
        {
            return [];
        }

        var (begins, ends) = edges;
        var ofNames = known.Select(c => new { Company = c, c.SearchKey });
        var ofAliases = db.CompanyAliases.AsNoTracking()
            .Join(known, a => a.CompanyId, c => c.Id, (a, c) => new { Company = c, a.SearchKey });
        var alike = new List<(string Key, CompanyChoice Choice)>();
        foreach (var names in new[] { ofNames, ofAliases })
        {
            var rows = await names
                .Where(n => n.SearchKey.Contains(begins) || n.SearchKey.Contains(ends))
                .OrderBy(n => n.Company.NameKey).ThenBy(n => n.Company.Id)
                .Select(n => new
                {
                    n.SearchKey,
                    Choice = new CompanyChoice(
                        n.Company.Slug, n.Company.Name, n.Company.KoreanName, n.Company.IsVerified,
                        db.Memberships.Any(m => m.CompanyId == n.Company.Id)),
                })
                .Take(MostCompared)
                .ToListAsync(cancellationToken);
            alike.AddRange(rows.Select(row => (row.SearchKey, row.Choice)));
        }

        return alike.Where(name => NameSearch.IsNear(search, name.Key)).Select(name => name.Choice).DistinctBy(c => c.Slug);
    }
}

/// <summary>What a search finds.</summary>
/// <param name="Found">Companies that have what was typed in a name of theirs.</param>
/// <param name="Near">Others, of which a name is nearly what was typed.</param>
public sealed record CompanyMatches(IReadOnlyList<CompanyChoice> Found, IReadOnlyList<CompanyChoice> Near)
{
    public int Count => Found.Count + Near.Count;
}

/// <summary>A company to log a journey with.</summary>
/// <param name="IsClaimed">Whether it has people of its own, who read.</param>
public sealed record CompanyChoice(string Slug, string Name, string? KoreanName, bool IsVerified, bool IsClaimed);
