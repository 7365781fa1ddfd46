using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The journeys of a company.</summary>
public sealed class JourneyListModel(JourneyListQuery journeys, PhrasesQuery phrases, FilterReader filters) : PageModel
{
    public FilterPanel Panel { get; private set; } = null!;

    public JourneyPaging Paging { get; private set; } = null!;

    /// <summary>Null if the filter was not understood.</summary>
    public JourneyList? List { get; private set; }

    /// <summary>Only on the first page; otherwise null.</summary>
    public KillingPhrases? Phrases { get; private set; }

    /// <summary>How many journeys are in no list because their customers erased them.</summary>
    public int Erased { get; private set; }

    /// <summary>Whether there is nothing to list, and not because of the filter.</summary>
    public bool IsEmpty => List is { Total: 0 } && Panel.Filter is { IsNarrowed: false, State: JourneyState.All };

    /// <summary>Another stretch of the list.</summary>
    public string Turn(string name, JourneyCursor cursor) => Panel.Address(Panel.Filter).With((name, cursor.ToString()));

    /// <summary>The list in pages of another size, from its beginning.</summary>
    public string InRowsOf(int size) =>
        (Panel with { Keep = [(JourneyPaging.RowsName, new JourneyPaging(size).RowsText)] }).Address(Panel.Filter);

    /// <summary>One of the journeys; its way back leads to the list as it is.</summary>
    public string Journey(Guid id) => Routes.Company(HttpContext.Company().Slug).Journey(id) + Request.QueryString.ToUriComponent();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Paging = JourneyPaging.Parse(Request.Query);
        Panel = await filters.ReadAsync(
            HttpContext, Routes.Company(company.Slug).Journeys, [(JourneyPaging.RowsName, Paging.RowsText)], cancellationToken);
        Erased = await journeys.ErasedAsync(company.Id, cancellationToken);
        if (filters.Accepts(this, Panel.Filter))
        {
            List = await journeys.RunAsync(company.Id, Panel.Filter, Paging, cancellationToken);
            Phrases = List.Newer is null ? await phrases.RunAsync(company.Id, Panel.Filter, cancellationToken) : null;
        }
    }
}
