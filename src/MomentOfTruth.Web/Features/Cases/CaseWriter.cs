using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// Writes cases: replies and answers, whether the case is closed, and the customer's verdict. A customer who left an address gets a mail
/// when the company replies or closes the case; the browsers in which a customer asked for it tell of replies.
/// </summary>
public sealed class CaseWriter(AppDbContext db, Outbox outbox, IOptions<PushOptions> push, TimeProvider clock)
{
    private DateTime Now => clock.UtcNow();

    /// <summary>Adds a reply of the company to one of its journeys, and closes the case if asked to.</summary>
    public Task<CaseChange> ReplyAsync(JourneyKey key, Guid userId, string text, bool close, CancellationToken cancellationToken) =>
        ReplyAsync(key, userId, text, close ? new CaseClosing() : null, cancellationToken);

    /// <summary>Likewise, and says why it came to it and what was done.</summary>
    public Task<CaseChange> ReplyAsync(
        JourneyKey key, Guid userId, string text, CaseClosing? close, CancellationToken cancellationToken) =>
        ChangeAsync(key, found => Write(found, () =>
        {
            found.Reply(userId, text, Now);
            if (close is not null)
            {
                found.Close(Now, close.RootCause, close.Done);
            }
        }), cancellationToken);

    /// <summary>Closes the case without saying why it came to it.</summary>
    public Task<CaseChange> CloseAsync(JourneyKey key, CancellationToken cancellationToken) =>
        CloseAsync(key, new CaseClosing(), cancellationToken);

    /// <summary>Closes the case. From then on the customer cannot reopen the journey.</summary>
    public Task<CaseChange> CloseAsync(JourneyKey key, CaseClosing closing, CancellationToken cancellationToken) =>
        ChangeAsync(key, found => Do(() => found.Close(Now, closing.RootCause, closing.Done)), cancellationToken);

    public Task<CaseChange> ReopenAsync(JourneyKey key, CancellationToken cancellationToken) =>
        ChangeAsync(key, found => Do(() => found.Reopen(Now)), cancellationToken);

    /// <summary>
    /// Gives the case to one of the company's people, or with null back to nobody. Refused for who may not answer there; only oneself takes
    /// whoever may act in the company without being a member.
    /// </summary>
    public Task<CaseChange> AssignAsync(JourneyKey key, Guid? ownerId, Guid actorId, CancellationToken cancellationToken) =>
        InsideAsync(
            key,
            async found => (ownerId is null || ownerId == actorId || await db.Memberships.AnyAsync(
                    m => m.CompanyId == key.CompanyId && m.UserId == ownerId && m.Role >= CompanyRole.Manager, cancellationToken))
                && Do(() => found.Assign(ownerId)),
            cancellationToken);

    /// <summary>Promises something for a day, or with null no longer. Refused in a closed case.</summary>
    /// <param name="key">The journey.</param>
    /// <param name="day">The day where the company is.</param>
    /// <param name="timeZoneId">Where that is.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<CaseChange> PromiseAsync(JourneyKey key, DateOnly? day, string timeZoneId, CancellationToken cancellationToken) =>
        InsideAsync(
            key,
            found => Task.FromResult((day is null || !found.IsClosed) && Do(() => found.Promise(
                day, day is { } on ? CompanyClock.StartOf(on, timeZoneId) : default, Now))),
            cancellationToken);

    /// <summary>Adds a note for the company's people, which no customer sees. Refused once there are as many as a case can hold.</summary>
    public Task<CaseChange> NoteAsync(JourneyKey key, Guid userId, string text, CancellationToken cancellationToken) =>
        InsideAsync(
            key,
            found => Task.FromResult(found.NoteCount < Case.MaxNotes && Do(() => found.Note(userId, text, Now))),
            cancellationToken);

    /// <summary>Adds an answer of the customer. The caller has checked that the journey is the customer's.</summary>
    public Task<CaseChange> AnswerAsync(JourneyKey key, string text, CancellationToken cancellationToken) =>
        ChangeAsync(
            key, found => found.LastByCompany > 0 && Write(found, () => found.Answer(text, Now)),
            cancellationToken);

    /// <summary>Sets the customer's verdict, likewise.</summary>
    public Task<CaseChange> JudgeAsync(JourneyKey key, Verdict verdict, CancellationToken cancellationToken) =>
        ChangeAsync(
            key, found => found.LastByCompany > 0 && Do(() => found.Judge(verdict)), cancellationToken);

    /// <summary>Notes that the customer has seen the replies up to this number.</summary>
    public Task SeenAsync(JourneyKey key, int number, CancellationToken cancellationToken) =>
        db.Cases
            .Of(key).Where(c => c.SeenByCustomer < number)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SeenByCustomer, number), cancellationToken);

    private Task<CaseChange> ChangeAsync(JourneyKey key, Func<Case, bool> change, CancellationToken cancellationToken) =>
        db.WriteAsync(transaction => ChangeAsync(key, change, transaction, cancellationToken), cancellationToken);

    private async Task<CaseChange> ChangeAsync(
        JourneyKey key, Func<Case, bool> change, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        // Locks the journey rather than the case, so that the customer cannot reopen the journey while its case is being closed. Whoever
        // writes touches the journey, which is then not quiet.
        var now = Now;
        if (await db.JourneyAt(key).ExecuteUpdateAsync(set => set.SetProperty(j => j.TouchedAtUtc, now), cancellationToken) == 0)
        {
            return CaseChange.NotFound;
        }

        var found = await db.Cases
            .Include(c => c.Replies.OrderBy(r => r.Number))
            .Of(key).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            found = new Case(key, Now);
            db.Add(found);
        }

        var (replies, wasClosed) = (found.LastByCompany, found.IsClosed);
        var isDone = change(found);
        if (isDone)
        {
            await TellAsync(key, found.LastByCompany > replies ? CaseMails.Reply : found.IsClosed && !wasClosed ? CaseMails.Closed : null,
                cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            outbox.Wake();
        }

        db.ChangeTracker.Clear();
        return isDone ? CaseChange.Done : CaseChange.Refused;
    }

    // What the company does among its own people: the customer is told nothing, and a quiet journey is not touched.
    private Task<CaseChange> InsideAsync(JourneyKey key, Func<Case, Task<bool>> change, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async transaction =>
            {
                if (await db.JourneyAt(key).LockAsync(cancellationToken) == 0)
                {
                    return CaseChange.NotFound;
                }

                var found = await db.Cases.Of(key).SingleOrDefaultAsync(cancellationToken);
                if (found is null)
                {
                    found = new Case(key, Now);
                    db.Add(found);
                }

                var isDone = await change(found);
                if (isDone)
                {
                    await db.SaveChangesAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                }

                db.ChangeTracker.Clear();
                return isDone ? CaseChange.Done : CaseChange.Refused;
            },
            cancellationToken);

    private async Task TellAsync(JourneyKey key, string? kind, CancellationToken cancellationToken)
    {
        if (kind is not null && outbox.IsOn
            && await db.Contacts.AsNoTracking().Of(key).SingleOrDefaultAsync(cancellationToken) is { } contact)
        {
            outbox.Add(kind, new MailJob(contact.Email, contact.Culture, key));
        }

        if (kind == CaseMails.Reply && push.Value.IsOn)
        {
            // Bounded: a journey has at most PushWriter.MostOfJourney.
            foreach (var browser in await db.PushSubscriptions.AsNoTracking().Of(key).ToListAsync(cancellationToken))
            {
                outbox.Add(PushServices.Reply, new MailJob(Convert.ToHexString(browser.Hash), browser.Culture, key));
            }
        }
    }

    private static bool Write(Case found, Action write) => !found.IsFull && Do(write);

    private static bool Do(Action act)
    {
        act();
        return true;
    }
}

/// <summary>What a company says of a case when it closes it.</summary>
/// <param name="RootCause">Why it came to it; null if it is not said.</param>
/// <param name="Done">What was done about it; null if it is not said.</param>
public sealed record CaseClosing(string? RootCause = null, string? Done = null);

/// <summary>The result of a change to a case.</summary>
public enum CaseChange
{
    Done,

    /// <summary>The company has no such journey, or the journey was erased.</summary>
    NotFound,

    /// <summary>
    /// The case is full or closed, the company has not yet written a reply that could be answered or judged, or the person may not answer.
    /// </summary>
    Refused,
}

/// <summary>The rule for what company and customer may write to each other.</summary>
public static class ReplyText
{
    /// <summary>Why the text is refused, in the language of the page; null for a good one.</summary>
    public static string? Refusal(string? typed, IStringLocalizer<CasesText> text, IStringLocalizer<SharedText> shared) =>
        RequiredText.Refusal(typed, Reply.MaxText, text["Reply.Missing"], shared);
}
