using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>What waits for the administrators, and what of the installation is risky.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AdminHomeModel(AppDbContext db, ModerationQuery moderation, InstallationReport report) : PageModel
{
    /// <summary>What waits, with the page on which it is done. The names are parts of keys of texts.</summary>
    public IReadOnlyList<(string Name, int Count, string Address)> Waiting { get; private set; } = [];

    public IReadOnlyList<string> Risks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var account = User.AccountId();
        (string Name, int Count, string Address)[] all =
        [
            ("Mine", await db.ModerationTasks.CountAsync(t => t.AdministratorId == account, cancellationToken), Routes.Moderation),
            ("Claims", await db.CompanyClaims.CountAsync(
                c => c.Kind == ClaimKind.Own && c.State == ClaimState.Waiting, cancellationToken), Routes.CompanyClaims),
            ("Publications", await moderation.CountAsync(cancellationToken), Routes.Moderation),
            ("Mail", await db.Outbox.CountAsync(m => m.Reason != null, cancellationToken), Routes.State + "#mail"),
        ];
        Waiting = [.. all.Where(waits => waits.Count > 0)];
        Risks = await report.RisksAsync(cancellationToken);
    }
}
