using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>Choosing a file. The page says how many rows the file will have.</summary>
[Authorize(Policy = CompanyPolicies.Manage)]
[MayLag]
public sealed class ExportFormModel(ExportCountsQuery counts, FilterReader filters) : PageModel
{
    public FilterPanel Panel { get; private set; } = null!;

    /// <summary>Null if the filter was not understood.</summary>
    public ExportCounts? Filtered { get; private set; }

    public ExportCounts All { get; private set; } = new(0, 0);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Panel = await filters.ReadAsync(HttpContext, Routes.Company(company.Slug).Export, [], cancellationToken);
        if (filters.Accepts(this, Panel.Filter))
        {
            Filtered = await counts.RunAsync(company.Id, Panel.Filter, cancellationToken);
            All = await counts.RunAsync(company.Id, ExportAddress.Everything, cancellationToken);
        }
    }

    public string FileOf(ExportKind kind) => Routes.Company(HttpContext.Company().Slug).ExportFile(kind.ToCode() + ".csv");
}

/// <summary>How many rows the two files have.</summary>
public sealed record ExportCounts(long Journeys, long Moments)
{
    public long Of(ExportKind kind) => kind == ExportKind.Journeys ? Journeys : Moments;
}

/// <summary>Counts the rows of a file before it is written.</summary>
public sealed class ExportCountsQuery(AppDbContext db)
{
    public async Task<ExportCounts> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken) =>
        await db.JourneysOf(companyId, filter)
            .GroupBy(_ => 1)
            .Select(all => new ExportCounts(all.LongCount(), all.Sum(j => (long)j.Facts.Moments)))
            .SingleOrDefaultAsync(cancellationToken)
        ?? new ExportCounts(0, 0);
}
