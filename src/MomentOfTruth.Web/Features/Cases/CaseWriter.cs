using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// Writes cases: replies and answers, whether the case is closed, and the customer's verdict. A customer who left an address gets a mail
/// when the company replies or closes the case.
/// </summary>
public sealed class CaseWriter(AppDbContext db, Outbox outbox, TimeProvider clock)
{
    private DateTime Now => clock.UtcNow();

    /// <summary>Adds a reply of the company to one of its journeys, and closes the case if asked to.</summary>
    public Task<CaseChange> ReplyAsync(
        JourneyKey key, Guid userId, string text, bool close, CancellationToken cancellationToken) =>
        ChangeAsync(key, found => Write(found, () =>
        {
            found.Reply(userId, text, Now);
            if (close)
            {
                found.Close(Now);
            }
        }), cancellationToken);

    /// <summary>Closes the case. From then on the customer cannot reopen the journey.</summary>
    public Task<CaseChange> CloseAsync(JourneyKey key, CancellationToken cancellationToken) =>
        ChangeAsync(key, found => Do(() => found.Close(Now)), cancellationToken);

    public Task<CaseChange> ReopenAsync(JourneyKey key, CancellationToken cancellationToken) =>
        ChangeAsync(key, found => Do(found.Reopen), cancellationToken);

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

    private async Task TellAsync(JourneyKey key, string? kind, CancellationToken cancellationToken)
    {
        if (kind is not null && outbox.IsOn
            && await db.Contacts.AsNoTracking().Of(key).SingleOrDefaultAsync(cancellationToken) is { } contact)
        {
            outbox.Add(kind, new MailJob(contact.Email, contact.Culture, key));
        }
    }

    private static bool Write(Case found, Action write) => !found.IsFull && Do(write);

    private static bool Do(Action act)
    {
        act();
        return true;
    }
}

/// <summary>The result of a change to a case.</summary>
public enum CaseChange
{
    Done,

    /// <summary>The company has no such journey, or the journey was erased.</summary>
    NotFound,

    /// <summary>The case is full, or the company has not yet written a reply that could be answered or judged.</summary>
    Refused,
}

/// <summary>The rule for what company and customer may write to each other.</summary>
public static class ReplyText
{
    /// <summary>Why the text is refused, in the language of the page; null for a good one.</summary>
    public static string? Refusal(string? typed, IStringLocalizer<CasesText> text, IStringLocalizer<SharedText> shared) =>
        RequiredText.Refusal(typed, Reply.MaxText, text["Reply.Missing"], shared);
}
