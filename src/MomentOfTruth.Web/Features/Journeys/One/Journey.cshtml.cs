using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Features.Shared;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One whole journey: what the customer met, in which order, how it ended, and what the company answers.</summary>
public sealed class JourneyModel(
    JourneyQuery journeys,
    CaseQuery cases,
    CaseWriter writer,
    IAuthorizationService authorization,
    MailState mail,
    IStringLocalizer<CasesText> words,
    IStringLocalizer<SharedText> shared) : PageModel, IKeepsInput
{
    /// <summary>The reply, as it was typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Which button was pressed: reply, reply-close, close or reopen.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    public JourneyView View { get; private set; } = null!;

    public JourneyChart Drawing { get; private set; } = null!;

    public CompanyCasePanel Panel { get; private set; } = null!;

    /// <summary>The list as it was left.</summary>
    public string Back => Routes.Company(HttpContext.Company().Slug).Journeys + Request.QueryString.ToUriComponent();

    private string Here => Routes.Company(HttpContext.Company().Slug).Journey(View.Journey.Id) + Request.QueryString.ToUriComponent();

    public async Task<IActionResult> OnGetAsync(Guid journey, CancellationToken cancellationToken) =>
        await LoadAsync(journey, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (!Panel.MayManage)
        {
            return Forbid();
        }

        return Pressed switch
        {
            "close" => Answer(await writer.CloseAsync(KeyOf(journey), cancellationToken)),
            "reopen" => Answer(await writer.ReopenAsync(KeyOf(journey), cancellationToken)),
            "reply" or "reply-close" => await ReplyAsync(journey, cancellationToken),
            _ => BadRequest(),
        };
    }

    public async Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) =>
        !await LoadAsync(RouteData.Id("journey"), cancellationToken) ? NotFound()
            : Panel.MayManage ? Page()
            : Forbid();

    /// <summary>An instant as the company's clock showed it.</summary>
    public string LocalTime(DateTime instantUtc) => CompanyClock.Written(instantUtc, HttpContext.Company().TimeZoneId);

    private JourneyKey KeyOf(Guid journey) => new(HttpContext.Company().Id, journey);

    private async Task<IActionResult> ReplyAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (ReplyText.Refusal(Text, words, shared) is { } refusal)
        {
            ModelState.AddModelError(nameof(Text), refusal);
            return this.Page(StatusCodes.Status422UnprocessableEntity);
        }

        return Answer(await writer.ReplyAsync(
            KeyOf(journey), User.AccountId()!.Value, PlainTextAttribute.Stored(Text)!, Pressed == "reply-close", cancellationToken));
    }

    private IActionResult Answer(CaseChange change)
    {
        switch (change)
        {
            case CaseChange.Done:
                return Redirect(Here + "#case");
            case CaseChange.Refused:
                ModelState.AddModelError("", words["Reply.Full", Case.MaxReplies]);
                return this.Page(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    private async Task<bool> LoadAsync(Guid journey, CancellationToken cancellationToken)
    {
        var (company, key) = (HttpContext.Company(), KeyOf(journey));
        if (await journeys.RunAsync(key, cancellationToken) is not { } view)
        {
            return false;
        }

        View = view;
        Drawing = new JourneyChart([.. view.Journey.Moments.Select(m => new ChartMoment(
            m.TouchpointId, view.Touchpoints[m.TouchpointId], m.Channel, m.Score, m.OccurredOn, m.OccurredAt))], view.Journey.IsOrdered);
        Panel = new CompanyCasePanel(
            Here,
            SiteCulture.NameOf(company.Name, company.KoreanName),
            company.TimeZoneId,
            await cases.RunAsync(key, withAuthors: true, cancellationToken),
            (await authorization.AuthorizeAsync(User, HttpContext, CompanyPolicies.Manage)).Succeeded,
            view.HasReceipt,
            mail.IsOn ? await journeys.MailedToAsync(key, cancellationToken) : null,
            Text);
        return true;
    }
}
