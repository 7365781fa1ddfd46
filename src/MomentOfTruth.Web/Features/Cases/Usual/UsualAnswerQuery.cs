using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>Reads how a company usually answers those who told it something by hand; imported journeys have nobody to answer.</summary>
public sealed class UsualAnswerQuery(AppDbContext db, UsualAnswerCache cache, TimeProvider clock)
{
    /// <summary>Of the latest so many: a company that has more of them in half a year is not known better by all.</summary>
    public const int Most = 5000;

    /// <summary>Null if the company has no members, or if there is too little to say anything of. At most an hour old.</summary>
    public Task<UsualAnswer?> RunAsync(PublicCompany company, CancellationToken cancellationToken) => company.IsClaimed
        ? cache.GetAsync(company.Id, () => ReadAsync(company.Id, cancellationToken))
        : Task.FromResult<UsualAnswer?>(null);

    private async Task<UsualAnswer?> ReadAsync(Guid companyId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var (from, to) = (now.AddDays(-UsualAnswer.FromDays), now.AddDays(-UsualAnswer.ToDays));
        var told = await db.JourneysOf(companyId)
            .Where(j => j.ImportKey == null && j.LoggedAtUtc >= from && j.LoggedAtUtc <= to)
            .OrderByDescending(j => j.LoggedAtUtc)
            .Take(Most)
            .Select(j => new
            {
                j.LoggedAtUtc,
                RepliedAtUtc = db.Replies
                    .Where(r => r.CompanyId == j.CompanyId && r.JourneyId == j.Id && r.IsByCompany)
                    .Min(r => (DateTime?)r.AtUtc),
            })
            .ToListAsync(cancellationToken);
        var waits = told.Where(j => j.RepliedAtUtc is not null).Select(j => j.RepliedAtUtc!.Value - j.LoggedAtUtc);
        return UsualAnswer.Of(told.Count, [.. waits]);
    }
}

/// <summary>Remembers for an hour how companies usually answer.</summary>
public sealed class UsualAnswerCache : IDisposable
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const int MostCompanies = 10_000;

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostCompanies });

    public async Task<UsualAnswer?> GetAsync(Guid companyId, Func<Task<UsualAnswer?>> read)
    {
        if (!_answers.TryGetValue(companyId, out UsualAnswer? known))
        {
            known = await read();
            _answers.Set(companyId, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
        }

        return known;
    }

    public void Dispose() => _answers.Dispose();
}

/// <summary>Says on a company's form how it usually answers; nothing where that is not known.</summary>
public sealed class UsualAnswerViewComponent(UsualAnswerQuery query) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(PublicCompany company) =>
        await query.RunAsync(company, HttpContext.RequestAborted) is { } usual
            ? View("/Features/Cases/Usual/_UsualAnswer.cshtml", usual)
            : Content("");
}
