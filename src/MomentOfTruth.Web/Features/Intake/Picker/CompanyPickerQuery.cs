using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Companies by a part of their name in either language; without a search, some that are verified. A company that customers have named is
/// found by others once it has people of its own, or journeys of many days; who types its very name reaches it anyway.
/// </summary>
public sealed class CompanyPickerQuery(AppDbContext db)
{
    public const int Size = 20;

    private const int Suggested = 8;

    public async Task<IReadOnlyList<CompanyChoice>> RunAsync(string? search, CancellationToken cancellationToken)
    {
        var shown = db.Companies.AsNoTracking().Where(c => !c.IsHidden);
        if (search is null)
        {
            return await shown
                .Where(c => c.IsVerified)
                .OrderBy(c => c.NameKey)
                .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)))
                .Take(Suggested)
                .ToListAsync(cancellationToken);
        }

        var key = Naming.KeyOf(search);
        var found = await shown
            .Where(c => c.NameKey.Contains(key) || (c.KoreanNameKey != null && c.KoreanNameKey.Contains(key)))
            .Where(c => c.IsVerified || db.Memberships.Any(m => m.CompanyId == c.Id) || db.Journeys
                .Where(j => j.CompanyId == c.Id)
                .Select(j => j.ImportKey == null ? DateOnly.FromDateTime(j.LoggedAtUtc) : j.Day)
                .Distinct().Take(NamesOfMany.FewestDays).Count() == NamesOfMany.FewestDays)
            .OrderByDescending(c => c.NameKey.StartsWith(key) || (c.KoreanNameKey != null && c.KoreanNameKey.StartsWith(key)))
            .ThenBy(c => c.NameKey)
            .ThenBy(c => c.Id)
            .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified, db.Memberships.Any(m => m.CompanyId == c.Id)))
            .Take(Size)
            .ToListAsync(cancellationToken);
        return [.. found.Where(c => c.IsVerified || c.IsClaimed || NamesOfMany.MayBeShown(c.Name))];
    }
}

/// <summary>A company to log a journey with.</summary>
/// <param name="IsClaimed">Whether it has people of its own, who read.</param>
public sealed record CompanyChoice(string Slug, string Name, string? KoreanName, bool IsVerified, bool IsClaimed);
