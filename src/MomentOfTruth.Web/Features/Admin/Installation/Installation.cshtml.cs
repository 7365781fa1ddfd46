using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>The settings of the installation as they hold now. They are changed where the app is started, not here.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class InstallationModel(InstallationReport report) : PageModel
{
    public IReadOnlyList<SettingGroup> Groups { get; private set; } = [];

    public IReadOnlyList<string> Risks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        (Groups, Risks) = (report.Groups(), await report.RisksAsync(cancellationToken));
}
