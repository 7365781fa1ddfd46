using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>One journey as its customer sees it: what was left of the promise, every moment, what the company says, and what can be done next.</summary>
public sealed class MyJourneyModel(
    MyJourneyQuery query, CaseQuery cases, JourneyWriter log, MomentWriter moments, CaseWriter caseLog, PhotoQuery photos, TimeProvider clock,
    IStringLocalizer<SharedText> shared, IStringLocalizer<MyJourneysText> text)
    : MyJourneyPageModel(query, clock, shared, text)
{
    /// <summary>The number of a moment that was just sent.</summary>
    [BindProperty(Name = Messages.AddedName, SupportsGet = true)]
    public string? Added { get; set; }

    /// <summary>The number of a moment that was just edited.</summary>
    [BindProperty(Name = Messages.ChangedName, SupportsGet = true)]
    public string? Changed { get; set; }

    /// <summary>The number of a moment that was just moved.</summary>
    [BindProperty(Name = Messages.MovedName, SupportsGet = true)]
    public string? Moved { get; set; }

    /// <summary>The version that a removal made.</summary>
    [BindProperty(Name = Messages.RemovedName, SupportsGet = true)]
    public string? Removed { get; set; }

    public CaseView Case { get; private set; } = CaseView.None;

    /// <summary>The photos by the position of their moment.</summary>
    public ILookup<int, ShownPhoto> Photos { get; private set; } = null!;

    public bool HasHistory { get; private set; }

    public MyMoment? AddedMoment => MomentOf(Added);

    public MyMoment? ChangedMoment => MomentOf(Changed);

    public MyMoment? MovedMoment => MomentOf(Moved);

    /// <summary>The removal that can be taken back here; null if it was, or cannot be.</summary>
    public MyRevision? Removal { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        Removal = await RemovalAsync(Removed, cancellationToken);
        if (Case.HasUnread)
        {
            await caseLog.SeenAsync(journey, Case.LastByCompany, cancellationToken);
        }

        return Page();
    }

    /// <summary>The journey goes on after all. One that is open already is left as it is.</summary>
    public async Task<IActionResult> OnPostReopenAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var change = await log.ReopenAsync(journey, DrawnFor, cancellationToken);
        return await AnswerAsync(change == JourneyChange.Refused && !Journey.IsFinished ? JourneyChange.Done : change, Home, cancellationToken);
    }

    /// <summary>One place up or down. At the ends nothing happens.</summary>
    /// <param name="pressed">Such as <c>up:3</c>, with the number of the moment.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostMoveAsync(Guid journey, [FromForm(Name = "do")] string? pressed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (pressed?.Split(':') is not [("up" or "down") and var way, var text] || MomentOf(text) is not { } moment)
        {
            return await AnswerAsync(JourneyChange.Conflict, Home, cancellationToken);
        }

        var by = way == "up" ? -1 : 1;
        var stays = moment.Position + by < 1 || moment.Position + by > Journey.Moments.Count;
        var change = stays && DrawnFor == Journey.Version ? JourneyChange.Done : await moments.MoveAsync(journey, DrawnFor, moment.Number, by, cancellationToken);
        return await AnswerAsync(change, Messages.Moved(Home, moment.Number), cancellationToken);
    }

    /// <summary>A removed moment comes back.</summary>
    /// <param name="removal">The version that the removal made.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostPutBackAsync(Guid journey, [FromForm] string? removal, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var answer = await AnswerAsync(await moments.PutBackAsync(journey, DrawnFor, WholeNumber.Of(removal) ?? 0, cancellationToken), Home, cancellationToken);
        Removal = await RemovalAsync(removal, cancellationToken);
        return answer;
    }

    protected override string RefusalReason() => Journey.IsFinished && Case.IsClosed ? Words["Error.CaseClosed", Journey.Company] : base.RefusalReason();

    protected override async Task<bool> LoadAsync(Guid journeyId, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(journeyId, cancellationToken))
        {
            return false;
        }

        Case = await cases.RunAsync(journeyId, withAuthors: false, cancellationToken);
        Photos = await photos.OfJourneyAsync(journeyId, cancellationToken);
        HasHistory = await Query.HasHistoryAsync(journeyId, cancellationToken);
        return true;
    }

    private async Task<MyRevision?> RemovalAsync(string? removal, CancellationToken cancellationToken) =>
        WholeNumber.Of(removal) is { } version ? (await Query.HistoryAsync(Journey, cancellationToken)).FirstOrDefault(r => r.Version == version && r.CanPutBack) : null;

    private MyMoment? MomentOf(string? number) => WholeNumber.Of(number) is { } known ? Journey.Moment(known) : null;
}
