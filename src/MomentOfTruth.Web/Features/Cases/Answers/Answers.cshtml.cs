using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>What waits for the company, and who works on it.</summary>
public sealed class AnswersModel(AnswersQuery answers, CaseWriter writer, IAuthorizationService authorization) : PageModel, IKeepsInput
{
    /// <summary>In the address of a journey: says that the way back leads here.</summary>
    public const string FromName = "from", FromHere = "answers";

    public AnswersFilter Filter { get; private set; } = new();

    public AnswerList List { get; private set; } = null!;

    public CaseOutcomes Outcomes { get; private set; } = null!;

    /// <summary>The members who may answer.</summary>
    public IReadOnlyList<(Guid Id, string Email)> Owners { get; private set; } = [];

    public bool MayManage => HttpContext.Company().Role >= CompanyRole.Manager;

    /// <summary>Whether there is nothing to list, and not because of the filter.</summary>
    public bool IsEmpty => List.Rows.Count == 0 && !Filter.IsNarrowed;

    public Guid? ReaderId => User.AccountId();

    /// <summary>The list as it is, where forms are sent.</summary>
    public string Here => Address(Filter).With(
        (AnswersFilter.AfterName, Filter.After?.ToString()), (AnswersFilter.BeforeName, Filter.Before?.ToString()));

    /// <summary>The list with another filter, from its beginning.</summary>
    public string Address(AnswersFilter filter) => Routes.Company(HttpContext.Company().Slug).Answers.With(filter.Query());

    /// <summary>Another stretch of the list.</summary>
    public string Turn(string name, AnswersCursor cursor) => Address(Filter).With((name, cursor.ToString()));

    /// <summary>One of the journeys; its way back leads here.</summary>
    public string Journey(Guid id) =>
        Routes.Company(HttpContext.Company().Slug).Journey(id).With([(FromName, FromHere), .. Filter.Query()]);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Takes a journey's case.</summary>
    public async Task<IActionResult> OnPostTakeAsync([FromForm] Guid journey, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, HttpContext, CompanyPolicies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var me = User.AccountId()!.Value;
        if (await writer.AssignAsync(new JourneyKey(HttpContext.Company().Id, journey), me, me, cancellationToken) == CaseChange.NotFound)
        {
            return NotFound();
        }

        AuditNote.Of(HttpContext).About($"journey {journey}");
        Filter = AnswersFilter.Parse(Request.Query);
        return Redirect(Here);
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken)
    {
        if (!MayManage)
        {
            return Forbid();
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company().Id;
        Filter = AnswersFilter.Parse(Request.Query);
        List = await answers.RunAsync(company, Filter, ReaderId, cancellationToken);
        Outcomes = await answers.OutcomesAsync(company, cancellationToken);
        Owners = await answers.OwnersAsync(company, cancellationToken);
    }
}
