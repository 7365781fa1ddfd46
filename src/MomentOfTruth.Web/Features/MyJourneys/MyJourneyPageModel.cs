using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// A page of one journey that its customer changes. A change that cannot be made is answered with what is there now, and with all that was typed:
/// also to whoever changes the journey in a second tab.
/// </summary>
[AllowAnonymous]
[OpenedByReceipt]
[EnableRateLimiting(Limits.Changes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class MyJourneyPageModel(MyJourneyQuery query, TimeProvider clock, IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : PageModel, IKeepsInput
{
    /// <summary>The version of the journey that the form was drawn for.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public MyJourney Journey { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public DateOnly LatestDay => clock.LatestDay();

    /// <summary>The journey is not as it was when the form was drawn: what is there now is shown with it.</summary>
    public bool HasChanged => Response.StatusCode == StatusCodes.Status409Conflict;

    /// <summary>The page of the journey.</summary>
    public string Home => Routes.MyJourney(Journey.Id).Page;

    protected MyJourneyQuery Query { get; } = query;

    protected IStringLocalizer<SharedText> Shared { get; } = shared;

    protected IStringLocalizer<MyJourneysText> Words { get; } = text;

    protected int DrawnFor => WholeNumber.Of(Version) ?? 0;

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(Guid.Parse((string)RouteData.Values["journey"]!), cancellationToken) ? Page() : NotFound();

    /// <summary>False if there is no such journey.</summary>
    protected virtual async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (await Query.RunAsync(journeyId, cancellationToken) is not { } journey)
        {
            return false;
        }

        Journey = journey;
        Today = clock.Today(journey.TimeZoneId);

        // A form that comes back for another reason is still drawn for the version that its customer saw: what has changed since must not be overwritten unseen.
        Version ??= journey.Version.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Why a change was refused, of a journey that is as it was when the form was drawn.</summary>
    protected virtual string RefusalReason() =>
        Journey.IsFinished ? Words["Error.Finished"]
        : Journey.HasExpired ? Words["Error.TooManyChanges", Domain.Journeys.Journey.MaxVersion]
        : Journey.IsFull ? Words["Error.Full", Domain.Journeys.Journey.MaxMoments]
        : Shared["Error.Conflict"];

    /// <param name="change">What became of it.</param>
    /// <param name="done">Where to go if it was made.</param>
    /// <param name="cancellationToken">Ends the reading of what is there now.</param>
    protected async Task<IActionResult> AnswerAsync(JourneyChange change, string done, CancellationToken cancellationToken)
    {
        if (change == JourneyChange.Done)
        {
            return Redirect(done);
        }

        // Read again: the journey may have changed since this request read it. From here on the customer has seen it so.
        Version = null;
        if (change == JourneyChange.NotFound || !await LoadAsync(Journey.Id, cancellationToken))
        {
            return NotFound();
        }

        return Refuse(StatusCodes.Status409Conflict, change == JourneyChange.Conflict ? Shared["Error.Conflict"] : RefusalReason());
    }

    /// <summary>A page of a moment that was removed, reached by Back or a bookmark, leads to where the moment can be put back.</summary>
    protected async Task<IActionResult> GoneAsync(int number, CancellationToken cancellationToken)
    {
        var removal = (await Query.HistoryAsync(Journey, cancellationToken)).FirstOrDefault(r => r.CanPutBack && r.Before.Number == number);
        return removal is null ? NotFound() : Redirect(Messages.Removed(Home, removal.Version));
    }

    protected PageResult Refuse(int status, string? reason = null)
    {
        if (reason is not null)
        {
            ModelState.AddModelError("", reason);
        }

        return this.Drawn(status);
    }
}

/// <summary>What the page of a journey says after a change; it stands in the address, as all of a page does.</summary>
public static class Messages
{
    public const string AddedName = "added", ChangedName = "changed", MovedName = "moved", RemovedName = "removed";

    /// <param name="journey">The address of the journey's page.</param>
    /// <param name="number">The number of the moment.</param>
    public static string Added(string journey, int number) => journey.With((AddedName, Text(number)));

    public static string Changed(string journey, int number) => journey.With((ChangedName, Text(number)));

    /// <summary>Leads to the moment, so that it can be moved on.</summary>
    public static string Moved(string journey, int number) => journey.With((MovedName, Text(number))) + "#moment-" + Text(number);

    /// <param name="journey">The address of the journey's page.</param>
    /// <param name="removal">The version that the removal made.</param>
    public static string Removed(string journey, int removal) => journey.With((RemovedName, Text(removal)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
