using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>Choosing a file: it says how many rows it will have before it is fetched.</summary>
public sealed class ExportFormModel(ExportCountsQuery counts, FilterChoicesQuery choices, TimeProvider clock, IStringLocalizer<SharedText> text) : PageModel
{
    public FilterPanel Panel { get; private set; } = null!;

    /// <summary>Null if the filter was not understood.</summary>
    public ExportCounts? Filtered { get; private set; }

    public ExportCounts All { get; private set; } = new(0, 0);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        var filter = JourneyFilter.Parse(Request.Query, clock.Today(company.TimeZoneId));
        Panel = new FilterPanel(filter, await choices.RunAsync(company.Id, filter, cancellationToken), Routes.Company(company.Slug).Export);
        if (this.Accepts(filter, text))
        {
            Filtered = await counts.RunAsync(company.Id, filter, cancellationToken);
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
