using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// A page on which a customer changes one journey. A change that cannot be made is answered with the journey as it is now and with all
/// that was typed, so that a customer with the journey open in two tabs loses nothing.
/// </summary>
[AllowAnonymous]
[OpenedByReceipt]
[EnableRateLimiting(Limits.Changes)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class MyJourneyPageModel(MyJourneyQuery query, MyJourneyTexts texts) : PageModel, IKeepsInput
{
    /// <summary>The version of the journey that the form was made for.</summary>
    [BindProperty]
    public string? Version { get; set; }

    public MyJourney Journey { get; private set; } = null!;

    /// <summary>Whether the journey has changed since the form was made: the page then shows what is there now.</summary>
    public bool HasChanged => Response.StatusCode == StatusCodes.Status409Conflict;

    /// <summary>The pages of the journey.</summary>
    public Routes.MyJourneyRoutes Links => Routes.MyJourney(Journey.Id);

    protected MyJourneyQuery Query { get; } = query;

    protected IStringLocalizer<SharedText> Shared { get; } = texts.Shared;

    protected IStringLocalizer<MyJourneysText> Words { get; } = texts.Own;

    /// <summary>The version of the journey that the form was made for; 0 for one that cannot be read, which no journey has.</summary>
    protected int FormVersion => WholeNumber.Of(Version) ?? 0;

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        await LoadAsync(HttpContext.OpenedJourney(), cancellationToken) ? Page() : NotFound();

    /// <summary>Returns false if there is no such journey.</summary>
    protected virtual async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (await Query.RunAsync(key, cancellationToken) is not { } journey)
        {
            return false;
        }

        Journey = journey;

        // A form that comes back with an error still stands for the version that its customer saw: no later change is overwritten unseen.
        Version ??= journey.Version.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Why a change was refused although the journey has not changed since the form was made.</summary>
    protected virtual string RefusalReason() =>
        !Journey.MayGoOn ? Words["Error.Finished"]
        : Journey.HasExpired ? Words["Error.TooManyChanges", Domain.Journeys.Journey.MaxVersion]
        : Journey.IsFull ? Words["Error.Full", Domain.Journeys.Journey.MaxMoments]
        : Shared["Error.Conflict"];

    /// <param name="change">The result of the change.</param>
    /// <param name="done">The address to go to if the change was made.</param>
    /// <param name="cancellationToken">Ends the reading of the journey as it is now.</param>
    protected async Task<IActionResult> AnswerAsync(JourneyChange change, string done, CancellationToken cancellationToken)
    {
        if (change == JourneyChange.Done)
        {
            return Redirect(done);
        }

        // Read again, as the journey may have changed since this request read it. From here on the customer has seen this version.
        Version = null;
        if (change == JourneyChange.NotFound || !await LoadAsync(Journey.Key, cancellationToken))
        {
            return NotFound();
        }

        return Refuse(StatusCodes.Status409Conflict, change == JourneyChange.Conflict ? Shared["Error.Conflict"] : RefusalReason());
    }

    protected PageResult Refuse(int status, string? reason = null)
    {
        if (reason is not null)
        {
            ModelState.AddModelError("", reason);
        }

        return this.Page(status);
    }
}

/// <summary>The texts that the pages of a journey speak with: their own, and those that all pages share.</summary>
public sealed class MyJourneyTexts(IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> own)
{
    public IStringLocalizer<SharedText> Shared { get; } = shared;

    public IStringLocalizer<MyJourneysText> Own { get; } = own;
}

/// <summary>What the page of a journey says after a change. It is part of the address, so that the page can be loaded again.</summary>
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
    /// <param name="removal">The version of the journey that the removal made.</param>
    public static string Removed(string journey, int removal) => journey.With((RemovedName, Text(removal)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
