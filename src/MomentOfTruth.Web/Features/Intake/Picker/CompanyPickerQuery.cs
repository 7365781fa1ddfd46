using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Companies by a part of their name in either language; without a search, some that are verified.</summary>
public sealed class CompanyPickerQuery(AppDbContext db)
{
    public const int Size = 20;

    private const int Suggested = 8;

    public Task<List<CompanyChoice>> RunAsync(string? search, CancellationToken cancellationToken)
    {
        if (search is null)
        {
            return db.Companies.AsNoTracking()
                .Where(c => c.IsVerified)
                .OrderBy(c => c.NameKey)
                .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified))
                .Take(Suggested)
                .ToListAsync(cancellationToken);
        }

        var key = Naming.KeyOf(search);
        return db.Companies.AsNoTracking()
            .Where(c => c.NameKey.Contains(key) || (c.KoreanNameKey != null && c.KoreanNameKey.Contains(key)))
            .OrderByDescending(c => c.NameKey.StartsWith(key) || (c.KoreanNameKey != null && c.KoreanNameKey.StartsWith(key)))
            .ThenBy(c => c.NameKey)
            .ThenBy(c => c.Id)
            .Select(c => new CompanyChoice(c.Slug, c.Name, c.KoreanName, c.IsVerified))
            .Take(Size)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A company to log a journey with.</summary>
public sealed record CompanyChoice(string Slug, string Name, string? KoreanName, bool IsVerified);
