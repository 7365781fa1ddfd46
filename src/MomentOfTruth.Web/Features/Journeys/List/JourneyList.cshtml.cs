using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The journeys of a company.</summary>
public sealed class JourneyListModel(JourneyListQuery journeys, PhrasesQuery phrases, FilterChoicesQuery choices, TimeProvider clock, IStringLocalizer<SharedText> text) : PageModel
{
    public FilterPanel Panel { get; private set; } = null!;

    public JourneyPaging Paging { get; private set; } = null!;

    /// <summary>Null if the filter was not understood.</summary>
    public JourneyList? List { get; private set; }

    /// <summary>Null but on the first page: who turns pages reads journeys.</summary>
    public KillingPhrases? Phrases { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        var filter = JourneyFilter.Parse(Request.Query, clock.Today(company.TimeZoneId));
        Paging = JourneyPaging.Parse(Request.Query);
        Panel = new FilterPanel(
            filter,
            await choices.RunAsync(company.Id, filter, cancellationToken),
            Routes.Company(company.Slug).Journeys,
            (JourneyPaging.RowsName, Paging.RowsText));
        if (this.Accepts(filter, text))
        {
            List = await journeys.RunAsync(company.Id, filter, Paging, cancellationToken);
            Phrases = List.Newer is null ? await phrases.RunAsync(company.Id, filter, cancellationToken) : null;
        }
    }
}
