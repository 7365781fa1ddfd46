using Microsoft.AspNetCore.Mvc;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// One journey as its customer sees it: what was left of the promise, every moment, the company's replies, and what can be done next.
/// </summary>
public sealed class MyJourneyModel(
    MyJourneyQuery query, MyJourneyDetailsQuery details, JourneyWriter journeys, MomentWriter moments, CaseWriter cases,
    MyJourneyTexts texts)
    : MyJourneyPageModel(query, texts)
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

    /// <summary>The version of the journey that a removal made.</summary>
    [BindProperty(Name = Messages.RemovedName, SupportsGet = true)]
    public string? Removed { get; set; }

    public MyJourneyDetails Details { get; private set; } = null!;

    public CaseView Case => Details.Case;

    public MyMoment? AddedMoment => MomentOf(Added);

    public MyMoment? ChangedMoment => MomentOf(Changed);

    public MyMoment? MovedMoment => MomentOf(Moved);

    /// <summary>The removal that can be taken back here; null if there is none, or if it cannot be taken back any more.</summary>
    public MyRevision? Removal { get; private set; }

    public async Task<IActionResult> OnGetAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        Removal = await RemovalAsync(Removed, cancellationToken);
        if (Case.HasUnread)
        {
            await cases.SeenAsync(journey, Case.LastByCompany, cancellationToken);
        }

        return Page();
    }

    /// <summary>Reopens the journey. One that is open already stays as it is.</summary>
    public async Task<IActionResult> OnPostReopenAsync(JourneyKey journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var change = await journeys.ReopenAsync(journey, FormVersion, cancellationToken);
        var isOpenAlready = change == JourneyChange.Refused && !Journey.IsFinished;
        return await AnswerAsync(isOpenAlready ? JourneyChange.Done : change, Links.Page, cancellationToken);
    }

    /// <summary>Moves a moment one place up or down. The first one stays where it is if moved up, and the last one if moved down.</summary>
    /// <param name="pressed">Such as <c>up:3</c>, with the number of the moment.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostMoveAsync(
        JourneyKey journey, [FromForm(Name = "do")] string? pressed, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (pressed?.Split(':') is not [("up" or "down") and var way, var text] || MomentOf(text) is not { } moment)
        {
            return await AnswerAsync(JourneyChange.Conflict, Links.Page, cancellationToken);
        }

        var by = way == "up" ? -1 : 1;
        var change = !Journey.CanMove(moment, by) && FormVersion == Journey.Version
            ? JourneyChange.Done
            : await moments.MoveAsync(journey, FormVersion, moment.Number, by, cancellationToken);
        return await AnswerAsync(change, Messages.Moved(Links.Page, moment.Number), cancellationToken);
    }

    /// <summary>Puts a removed moment back.</summary>
    /// <param name="removal">The version of the journey that the removal made.</param>
    /// <param name="journey">The journey.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostPutBackAsync(JourneyKey journey, [FromForm] string? removal, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        var change = await moments.PutBackAsync(journey, FormVersion, WholeNumber.Of(removal) ?? 0, cancellationToken);
        var answer = await AnswerAsync(change, Links.Page, cancellationToken);
        Removal = await RemovalAsync(removal, cancellationToken);
        return answer;
    }

    protected override string RefusalReason() =>
        !Journey.MayGoOn && Case.IsClosed ? Words["Error.CaseClosed", Journey.Company] : base.RefusalReason();

    protected override async Task<bool> LoadAsync(JourneyKey key, CancellationToken cancellationToken)
    {
        if (!await base.LoadAsync(key, cancellationToken))
        {
            return false;
        }

        Details = await details.RunAsync(key, User.AccountId(), cancellationToken);
        return true;
    }

    private async Task<MyRevision?> RemovalAsync(string? removal, CancellationToken cancellationToken) =>
        WholeNumber.Of(removal) is { } version
            ? (await Query.HistoryAsync(Journey, cancellationToken)).FirstOrDefault(r => r.Version == version && r.CanPutBack)
            : null;

    private MyMoment? MomentOf(string? number) => WholeNumber.Of(number) is { } known ? Journey.Moment(known) : null;
}
