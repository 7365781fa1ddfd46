using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>How the installation is doing, for the administrator who is called at night.</summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StateModel(StateQuery query, TimeProvider clock, IStringLocalizer<InstallationText> text) : PageModel
{
    private const double Unit = 1024;

    public InstallationState State { get; private set; } = null!;

    public TimeSpan Uptime { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        State = await query.RunAsync(cancellationToken);
        Uptime = clock.UtcNow() - State.StartedAtUtc;
    }

    /// <summary>A span in its largest unit, such as <c>3 hours</c>.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => text.Count("Span.Days", (long)span.TotalDays),
        { TotalHours: >= 2 } => text.Count("Span.Hours", (long)span.TotalHours),
        { TotalMinutes: >= 2 } => text.Count("Span.Minutes", (long)span.TotalMinutes),
        _ => text.Count("Span.Seconds", Math.Max(0, (long)span.TotalSeconds)),
    };

    /// <summary>A size, such as <c>12.3 MB</c>.</summary>
    public static string Size(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        for (; size >= Unit && unit < units.Length - 1; unit++)
        {
            size /= Unit;
        }

        return $"{size.ToString(unit == 0 ? "0" : "0.0", System.Globalization.CultureInfo.CurrentCulture)} {units[unit]}";
    }
}
