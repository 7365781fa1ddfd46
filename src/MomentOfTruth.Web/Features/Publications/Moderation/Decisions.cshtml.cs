using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>What administrators have decided, the newest first. It holds no text of customers.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DecisionsModel(AppDbContext db) : PageModel
{
    public const int Rows = 50;

    /// <summary>The decision behind which the page begins.</summary>
    [BindProperty(Name = "older", SupportsGet = true)]
    public Guid? Older { get; set; }

    public IReadOnlyList<DecisionRow> Decisions { get; private set; } = [];

    /// <summary>The address of the next page; null if there is none.</summary>
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var decisions = db.PublicationDecisions.AsNoTracking();
        if (Older is { } older)
        {
            decisions = decisions.Where(d => d.Id < older);
        }

        var read = await decisions.OrderByDescending(d => d.Id).Take(Rows + 1)
            .Join(db.Companies, d => d.CompanyId, c => c.Id, (d, c) => new { d, c.Name, c.KoreanName })
            .OrderByDescending(row => row.d.Id)
            .Select(row => new
            {
                row.d.Id,
                row.d.AtUtc,
                row.d.Act,
                row.d.Reason,
                row.d.Reports,
                row.d.DecidedBy,
                row.Name,
                row.KoreanName,
                Email = db.Users.Where(u => u.Id == row.d.DecidedBy).Select(u => u.Email).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        Decisions =
        [
            .. read.Take(Rows).Select(d => new DecisionRow(
                d.Id, d.AtUtc, d.Act, d.Reason, d.Reports, d.DecidedBy is not null, d.Email, SiteCulture.NameOf(d.Name, d.KoreanName))),
        ];
        Next = read.Count > Rows ? Routes.Decisions.With(("older", Decisions[^1].Id.ToString())) : null;
    }
}

/// <summary>One decision.</summary>
/// <param name="IsByAccount">Whether somebody decided who was signed in.</param>
/// <param name="Email">Who; null if the account is gone.</param>
public sealed record DecisionRow(
    Guid Id, DateTime AtUtc, ModerationAct Act, ModerationReason? Reason, int Reports, bool IsByAccount, string? Email, string Company);
