using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Admin;

/// <summary>
/// One person: what he is, where he is signed in, and what an administrator does with the account. What cannot be undone by the next click
/// asks first: the same address with <c>ask</c> shows what would happen and a button.
/// </summary>
[ForAdministrators]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PersonModel(
    PersonQuery query, PeopleWriter people, MemberWriter members, Sessions sessions, Outbox outbox, SiteAddress site,
    IStringLocalizer<PeopleText> text)
    : PageModel, IKeepsInput
{
    /// <summary>What is asked about before it is done. The names are parts of keys of texts.</summary>
    private static readonly string[] Asked = ["disable", "reset", "administrator", "no-administrator", "sign-out", "remove"];

    private static readonly string[] Told =
        ["disabled", "enabled", "mailed", "administrator", "no-administrator", "signed-out", "role", "removed"];

    [BindProperty(Name = "person", SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(Name = "ask", SupportsGet = true)]
    public string? AskName { get; set; }

    [BindProperty(Name = "company", SupportsGet = true)]
    public Guid? CompanyId { get; set; }

    public PersonView Person { get; private set; } = null!;

    /// <summary>What the page asks about; null if it shows the person.</summary>
    public string? Ask { get; private set; }

    /// <summary>The company that it asks about; null for none.</summary>
    public PersonCompany? Company { get; private set; }

    /// <summary>The link that the administrator hands on, shown once; null for none.</summary>
    public string? Link { get; private set; }

    public bool HasMail => outbox.IsOn;

    public bool IsSelf => User.AccountId() == Id;

    /// <summary>The key of what was just done; null for nothing.</summary>
    public string? Done => HttpMethods.IsGet(Request.Method) ? Told.FirstOrDefault(done => done == Request.Query["done"]) : null;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(AskName, cancellationToken);

    public Task<IActionResult> OnPostDisableAsync(CancellationToken cancellationToken) =>
        ChangeAsync(people.DisableAsync, "disabled", cancellationToken);

    public Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) =>
        ChangeAsync(people.EnableAsync, "enabled", cancellationToken);

    public Task<IActionResult> OnPostAdministratorAsync(CancellationToken cancellationToken) =>
        ChangeAsync(people.MakeAdministratorAsync, "administrator", cancellationToken);

    public Task<IActionResult> OnPostNoAdministratorAsync(CancellationToken cancellationToken) =>
        ChangeAsync(people.TakeAdministratorAsync, "no-administrator", cancellationToken);

    /// <param name="how"><c>mail</c> mails the link, anything else shows it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostResetAsync([FromForm(Name = "do")] string? how, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } gone)
        {
            return gone;
        }

        if (await people.ResetAsync(Id, cancellationToken) is not { } link)
        {
            return await RefuseAsync("Refused.Disabled", cancellationToken);
        }

        AuditNote.Of(HttpContext).About(Person.Email, how == "mail" && HasMail ? "mail" : "link");
        if (how == "mail" && HasMail)
        {
            await outbox.SendAsync(AccountMails.ForgottenPassword, Person.Email, journey: null, cancellationToken);
            return Redirect(Routes.Person(Id).With(("done", "mailed")));
        }

        Link = site.Here(Request) + Routes.NewPassword.With(("token", link));
        return await ShowAsync(null, cancellationToken);
    }

    /// <param name="session">The session that ends; null for all of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IActionResult> OnPostSignOutAsync(string? session, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } gone)
        {
            return gone;
        }

        if (Person.Sessions.FirstOrDefault(s => s.Key == session) is { } one)
        {
            await sessions.EndAsync(Id, one.KeyHash, cancellationToken);
        }
        else if (session is null)
        {
            await people.EndSessionsAsync(Id, cancellationToken);
        }

        AuditNote.Of(HttpContext).About(Person.Email, session is null ? "everywhere" : "one");
        return Redirect(Routes.Person(Id).With(("done", "signed-out")));
    }

    public Task<IActionResult> OnPostRoleAsync(CompanyRole role, CancellationToken cancellationToken) =>
        Enum.IsDefined(role) ? SetRoleAsync(role, "role", cancellationToken) : RefuseAsync("Refused.Role", cancellationToken);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) => SetRoleAsync(null, "removed", cancellationToken);

    public Task<IActionResult> RenderAgainAsync(CancellationToken cancellationToken) => ShowAsync(AskName, cancellationToken);

    private async Task<IActionResult> SetRoleAsync(CompanyRole? role, string done, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } gone)
        {
            return gone;
        }

        if (CompanyId is not { } company)
        {
            return await RefuseAsync("Refused.Role", cancellationToken);
        }

        var was = await members.RoleAsync(company, Id, cancellationToken);
        if (await members.ChangeAsync(company, Id, role, cancellationToken) is not MemberChange.Done and var refused)
        {
            return await RefuseAsync(refused == MemberChange.LastOwner ? "Refused.LastOwner" : "Refused.Role", cancellationToken);
        }

        AuditNote.Of(HttpContext).In(company).About(Person.Email, $"{NameOf(was)} → {NameOf(role)}");
        return Redirect(Routes.Person(Id).With(("done", done)));

        static string NameOf(CompanyRole? role) => role?.ToString().ToLowerInvariant() ?? "none";
    }

    private async Task<IActionResult> ChangeAsync(
        Func<Guid, CancellationToken, Task<PersonChange>> change, string done, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } gone)
        {
            return gone;
        }

        var result = await change(Id, cancellationToken);
        if (result is PersonChange.Unknown)
        {
            return NotFound();
        }

        if (result is PersonChange.LastAdministrator)
        {
            return await RefuseAsync("Refused.LastAdministrator", cancellationToken);
        }

        if (result is PersonChange.AsItWas)
        {
            AuditNote.Of(HttpContext).Idle();
        }

        AuditNote.Of(HttpContext).About(Person.Email);

        // Whoever has ended his own right finds no page of administrators any more.
        return Redirect(
            IsSelf && done is "disabled" ? Routes.SignIn
            : IsSelf && done is "no-administrator" ? Routes.Companies
            : Routes.Person(Id).With(("done", done)));
    }

    private async Task<IActionResult> RefuseAsync(string reason, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", text[reason]);
        var page = await ShowAsync(null, cancellationToken);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private async Task<IActionResult> ShowAsync(string? ask, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is { } gone)
        {
            return gone;
        }

        Company = Person.Companies.FirstOrDefault(company => company.Id == CompanyId);
        Ask = Asked.FirstOrDefault(known => known == ask && (known != "remove" || Company is not null));
        return Page();
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancellationToken)
    {
        if (await query.RunAsync(Id, cancellationToken) is not { } person)
        {
            return NotFound();
        }

        Person = person;
        return null;
    }
}
