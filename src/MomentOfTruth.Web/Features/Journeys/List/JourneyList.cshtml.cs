using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The journeys of a company, as a list or as one picture.</summary>
[MayLag]
public sealed class JourneyListModel(JourneyListQuery journeys, WallQuery walls, FilterReader filters) : PageModel
{
    private const string ViewName = "view", WallView = "wall";

    public FilterPanel Panel { get; private set; } = null!;

    public JourneyPaging Paging { get; private set; } = null!;

    public bool IsWall { get; private set; }

    /// <summary>Null if the filter was not understood.</summary>
    public FilterCount? Count { get; private set; }

    /// <summary>Null if the filter was not understood, and in the picture.</summary>
    public JourneyList? List { get; private set; }

    /// <summary>Null if the filter was not understood, and in the list.</summary>
    public JourneyWall? Wall { get; private set; }

    /// <summary>How many journeys are in no list because their customers erased them.</summary>
    public int Erased { get; private set; }

    /// <summary>Whether there is nothing to list, and not because of the filter.</summary>
    public bool IsEmpty => Count is { Total: 0 } && Panel.Filter is { IsNarrowed: false, State: JourneyState.All };

    /// <summary>The pages beside this one, with the text of the link: which of them holds the newer ones is a matter of the order.</summary>
    public (string Address, string Text)? Before => List?.Before is { } place ? Beside(place, isNewer: !Paging.Order.IsAscending()) : null;

    /// <inheritdoc cref="Before"/>
    public (string Address, string Text)? After => List?.After is { } place ? Beside(place, isNewer: Paging.Order.IsAscending()) : null;

    /// <summary>The list of the same journeys in another order or size, from its beginning.</summary>
    public string Listed(JourneyPaging paging) => (Panel with { Keep = paging.Query() }).Address(Panel.Filter);

    /// <summary>The list of other journeys.</summary>
    public string Listed(JourneyFilter filter) => (Panel with { Keep = [] }).Address(filter);

    /// <summary>The same journeys as one picture.</summary>
    public string Walled => (Panel with { Keep = [(ViewName, WallView), .. Paging.Query()] }).Address(Panel.Filter);

    /// <summary>A column's order from its usual end, or if that is the present one, from the other.</summary>
    public JourneyPaging SortedBy(JourneyOrder usual) => Paging with { Order = Paging.Order == usual ? usual.Turned() : usual };

    /// <summary>How the column is sorted; null if it is not.</summary>
    public string? SortOf(JourneyOrder usual) =>
        Paging.Order == usual ? "descending" : Paging.Order == usual.Turned() ? "ascending" : null;

    /// <summary>One of the journeys; its way back leads to the list as it is.</summary>
    public string Journey(Guid id) => Routes.Company(HttpContext.Company().Slug).Journey(id) + Request.QueryString.ToUriComponent();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        (Paging, IsWall) = (JourneyPaging.Parse(Request.Query), Request.Query[ViewName] == WallView);
        Panel = await filters.ReadAsync(
            HttpContext,
            Routes.Company(company.Slug).Journeys,
            [(ViewName, IsWall ? WallView : null), .. Paging.Query()],
            cancellationToken);
        Erased = await journeys.ErasedAsync(company.Id, cancellationToken);
        if (!filters.Accepts(this, Panel.Filter))
        {
            return;
        }

        if (IsWall)
        {
            var (matching, total) = await journeys.CountAsync(company.Id, Panel.Filter, cancellationToken);
            Count = new FilterCount(Panel, matching, total);
            Wall = await walls.RunAsync(company.Id, Panel.Filter, cancellationToken);
        }
        else
        {
            List = await journeys.RunAsync(company.Id, Panel.Filter, Paging, cancellationToken);
            Count = new FilterCount(Panel, List.Matching, List.Total);
        }
    }

    private (string Address, string Text) Beside(JourneyCursor place, bool isNewer) => (
        Panel.Address(Panel.Filter).With((isNewer ? JourneyPaging.NewerName : JourneyPaging.OlderName, place.ToString())),
        isNewer ? "List.Newer" : "List.Older");
}
