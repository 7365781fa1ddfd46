using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Http;
using MomentOfTruth.Web.Resources;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>Choosing a file: it says how many rows it will have before it is fetched.</summary>
public sealed class IndexModel(ExportCountsQuery counts, FilterChoicesQuery choices, TimeProvider clock, IStringLocalizer<SharedText> text) : PageModel
{
    public FilterPanel Panel { get; private set; } = null!;

    /// <summary>Null if the filter was not understood.</summary>
    public ExportCounts? Filtered { get; private set; }

    public ExportCounts All { get; private set; } = new(0, 0);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        var filter = JourneyFilter.Parse(Request.Query, clock.Today(company.TimeZoneId));
        Panel = new FilterPanel(filter, await choices.RunAsync(company.Id, filter, cancellationToken), Paths.To("companies", company.Slug, "export"));
        if (this.Accepts(filter, text))
        {
            Filtered = await counts.RunAsync(company.Id, filter, cancellationToken);
            All = await counts.RunAsync(company.Id, ExportAddress.Everything, cancellationToken);
        }
    }

    public string FileOf(ExportKind kind) => Paths.To("companies", HttpContext.Company().Slug, "export", kind.ToCode() + ".csv");
}
