using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>Lists who has an account, for administrators.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PeopleListModel(PeopleQuery people) : PageModel
{
    public const int Rows = 50;

    private const int MaxSearch = 254;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(Name = "kind", SupportsGet = true)]
    public string? KindName { get; set; }

    /// <summary>The address behind which the page begins.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>The address before which the page ends.</summary>
    [BindProperty(Name = "before", SupportsGet = true)]
    public string? Before { get; set; }

    public PeopleKind Kind { get; private set; }

    public IReadOnlyList<PersonRow> People { get; private set; } = [];

    /// <summary>The address of the page before this one; null if there is none.</summary>
    public string? Previous { get; private set; }

    public string? Next { get; private set; }

    public bool IsFiltered => Kind != PeopleKind.All || !string.IsNullOrWhiteSpace(Q);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Q = PlainTextAttribute.Refusal(Q ?? "", MaxSearch) is null ? Q : null;
        Kind = Enum.GetValues<PeopleKind>().FirstOrDefault(kind => NameOf(kind) == KindName);
        var isBackwards = After is null && Before is not null;
        var read = await people.Of(Kind, Q, After ?? Before, isBackwards).Take(Rows + 1).ToListAsync(cancellationToken);
        if (isBackwards && read.Count <= Rows)
        {
            // Less than a page is before it: the first page.
            isBackwards = false;
            (Before, read) = (null, await people.Of(Kind, Q).Take(Rows + 1).ToListAsync(cancellationToken));
        }

        var shown = read.Take(Rows);
        People = [.. isBackwards ? shown.Reverse() : shown];
        var hasMore = read.Count > Rows;
        Previous = People.Count > 0 && (isBackwards || After is not null) ? Address(("before", People[0].Email)) : null;
        Next = People.Count > 0 && (isBackwards || hasMore) ? Address(("after", People[^1].Email)) : null;
    }

    public static string NameOf(PeopleKind kind) => kind.ToString().ToLowerInvariant();

    private string Address((string, string?) place) =>
        Routes.People.With(("q", Q), ("kind", Kind == PeopleKind.All ? null : NameOf(Kind)), place);
}
