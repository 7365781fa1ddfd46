using System.Globalization;
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
    AnswersQuery answers,
    AnswerWords answerWords,
    TimeProvider clock,
    IAuthorizationService authorization,
    MailState mail,
    IStringLocalizer<CasesText> words,
    IStringLocalizer<SharedText> shared) : PageModel, IKeepsInput
{
    private const string CannedName = "canned";

    /// <summary>The reply, as it was typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Which button was pressed: reply, reply-close, close or reopen.</summary>
    [BindProperty(Name = "do")]
    public string? Pressed { get; set; }

    /// <summary>Why it came to it, as it was chosen at closing.</summary>
    [BindProperty]
    public string? RootCause { get; set; }

    /// <summary>What was done about it, as it was typed at closing.</summary>
    [BindProperty]
    public string? Done { get; set; }

    /// <summary>The member who is to work on it.</summary>
    [BindProperty]
    public Guid? Owner { get; set; }

    /// <summary>The day for which something is promised, as it was typed.</summary>
    [BindProperty]
    public string? Due { get; set; }

    /// <summary>A note for the company's people, as it was typed.</summary>
    [BindProperty]
    public string? Note { get; set; }

    public JourneyView View { get; private set; } = null!;

    public JourneyChart Drawing { get; private set; } = null!;

    public CompanyCasePanel Panel { get; private set; } = null!;

    /// <summary>The list as it was left: that of the journeys, or of those that wait.</summary>
    public string Back => IsFromAnswers
        ? Routes.Company(HttpContext.Company().Slug).Answers.With(AnswersFilter.Parse(Request.Query).Query())
        : Routes.Company(HttpContext.Company().Slug).Journeys + Request.QueryString.ToUriComponent();

    public bool IsFromAnswers => Request.Query[AnswersModel.FromName] == AnswersModel.FromHere;

    // What was chosen to begin a reply with, and which form was sent, is not part of where the page is.
    private IEnumerable<(string Name, string? Value)> KeptQuery => Request.Query
        .Where(value => value.Key is not (CannedName or "handler"))
        .SelectMany(value => value.Value.Select(text => (value.Key, text)));

    private string Here => Routes.Company(HttpContext.Company().Slug).Journey(View.Journey.Id).With([.. KeptQuery]);

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
            "close" => await CloseAsync(journey, cancellationToken),
            "reopen" => Answer(await writer.ReopenAsync(KeyOf(journey), cancellationToken)),
            "reply" or "reply-close" => await ReplyAsync(journey, cancellationToken),
            _ => BadRequest(),
        };
    }

    /// <summary>Takes the case, gives it to another member, or puts it back.</summary>
    public async Task<IActionResult> OnPostOwnerAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (!Panel.MayManage)
        {
            return Forbid();
        }

        var me = User.AccountId()!.Value;
        if (Pressed is not ("take" or "assign" or "put-back"))
        {
            return BadRequest();
        }

        if (Pressed == "assign" && Owner is null)
        {
            return Refused(nameof(Owner), words["Owner.Missing"]);
        }

        Guid? owner = Pressed == "take" ? me : Pressed == "assign" ? Owner : null;
        return await writer.AssignAsync(KeyOf(journey), owner, me, cancellationToken) switch
        {
            CaseChange.Done => Redirect(Here + "#work"),
            CaseChange.Refused => Refused(nameof(Owner), words["Owner.Missing"]),
            _ => NotFound(),
        };
    }

    /// <summary>Promises something for a day, or no longer.</summary>
    public async Task<IActionResult> OnPostDueAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (!Panel.MayManage)
        {
            return Forbid();
        }

        if (Pressed is not ("promise" or "clear"))
        {
            return BadRequest();
        }

        var zone = HttpContext.Company().TimeZoneId;
        var today = clock.Today(zone);
        DateOnly? day = null;
        if (Pressed == "promise")
        {
            if (!DateOnly.TryParseExact(Due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var typed)
                || typed < today || typed > today.AddDays(Case.MostDaysAhead))
            {
                return Refused(nameof(Due), words["Due.Wrong", Display.Day(today), Display.Day(today.AddDays(Case.MostDaysAhead))]);
            }

            day = typed;
        }

        return await writer.PromiseAsync(KeyOf(journey), day, zone, cancellationToken) switch
        {
            CaseChange.Done => Redirect(Here + "#work"),
            CaseChange.Refused => Refused(nameof(Due), words["Due.Closed"]),
            _ => NotFound(),
        };
    }

    /// <summary>Adds a note for the company's people.</summary>
    public async Task<IActionResult> OnPostNoteAsync(Guid journey, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(journey, cancellationToken))
        {
            return NotFound();
        }

        if (!Panel.MayManage)
        {
            return Forbid();
        }

        if (RequiredText.Refusal(Note, CaseNote.MaxText, words["Reply.Missing"], shared) is { } refusal)
        {
            return Refused(nameof(Note), refusal);
        }

        return await writer.NoteAsync(KeyOf(journey), User.AccountId()!.Value, PlainTextAttribute.Stored(Note)!, cancellationToken) switch
        {
            CaseChange.Done => Redirect(Here + "#work"),
            CaseChange.Refused => Refused(nameof(Note), words["Note.Full", Case.MaxNotes]),
            _ => NotFound(),
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
        }

        var closing = Pressed == "reply-close" ? ReadClosing() : null;
        return ModelState.IsValid
            ? Answer(await writer.ReplyAsync(
                KeyOf(journey), User.AccountId()!.Value, PlainTextAttribute.Stored(Text)!, closing, cancellationToken))
            : this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    private PageResult Refused(string field, string why)
    {
        ModelState.AddModelError(field, why);
        return this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult> CloseAsync(Guid journey, CancellationToken cancellationToken)
    {
        // What was typed would be lost: whoever closes without a reply has none in hand.
        if (RequiredText.IsGiven(Text))
        {
            ModelState.AddModelError(nameof(Text), words["Closing.ReplyTyped"]);
        }

        var closing = ReadClosing();
        return ModelState.IsValid
            ? Answer(await writer.CloseAsync(KeyOf(journey), closing, cancellationToken))
            : this.Page(StatusCodes.Status422UnprocessableEntity);
    }

    // With errors beside the fields if it is refused. A cause that was taken off the list meanwhile is asked for again.
    private CaseClosing ReadClosing()
    {
        var causes = Panel.Choices.Causes;
        if (RootCause is not (null or "" or Case.OtherCause) && !causes.Contains(RootCause))
        {
            ModelState.AddModelError(nameof(RootCause), words["Closing.CauseMissing"]);
        }
        else if (string.IsNullOrEmpty(RootCause) && causes.Count > 0 && !Panel.Case.IsClosed)
        {
            ModelState.AddModelError(nameof(RootCause), words["Closing.CauseMissing"]);
        }

        if (PlainTextAttribute.Refusal(Done, Case.MaxDone) is { } refusal)
        {
            ModelState.AddModelError(nameof(Done), refusal.Words(shared));
        }

        return new CaseClosing(string.IsNullOrEmpty(RootCause) ? null : RootCause, PlainTextAttribute.Stored(Done));
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
            m.TouchpointId, view.Touchpoints[m.TouchpointId], m.Channel, m.Score, m.OccurredOn, m.OccurredAt)
        {
            Story = m.Story,
        })], view.Journey.IsOrdered)
        {
            Ending = new ChartEnding(
                view.Journey.Outcome, view.Journey.Competitor, view.Journey.EndedOn, view.Journey.ClosedByItself),
        };
        Panel = new CompanyCasePanel(
            Here,
            SiteCulture.NameOf(company.Name, company.KoreanName),
            company.TimeZoneId,
            await cases.RunAsync(key, withAuthors: true, cancellationToken),
            (await authorization.AuthorizeAsync(User, HttpContext, CompanyPolicies.Manage)).Succeeded,
            view.HasReceipt,
            mail.IsOn ? await journeys.MailedToAsync(key, cancellationToken) : null,
            Text)
        {
            ReaderId = User.AccountId(),
            IsPushed = await journeys.IsPushedAsync(key, cancellationToken),
            Today = clock.Today(company.TimeZoneId),
            KeptQuery = [.. KeptQuery],
            RootCause = RootCause,
            Done = Done,
            Owner = Owner,
            Due = Due,
            Note = Note,
        };
        if (Panel.MayManage)
        {
            var canned = HttpMethods.IsGet(Request.Method) && Guid.TryParse(Request.Query[CannedName], out var id) ? id : (Guid?)null;
            Panel = Panel with
            {
                Choices = await answerWords.ChoicesAsync(company.Id, cancellationToken)
                    with
                { Owners = await answers.OwnersAsync(company.Id, cancellationToken) },
                Canned = canned,
                Text = canned is { } chosen
                    ? await answerWords.FilledAsync(key, chosen, SiteCulture.IsKorean, cancellationToken) ?? Text
                    : Text,
            };
        }

        return true;
    }
}
