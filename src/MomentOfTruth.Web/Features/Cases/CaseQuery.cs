using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>Reads the case of a journey. The caller has checked who asks.</summary>
public sealed class CaseQuery(AppDbContext db)
{
    /// <param name="key">The journey.</param>
    /// <param name="withAuthors">Whether to name the people who wrote for the company; customers do not see them.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<CaseView> RunAsync(JourneyKey key, bool withAuthors, CancellationToken cancellationToken)
    {
        var found = await db.Cases.AsNoTracking()
            .Of(key)
            .Select(c => new
            {
                c.Status,
                c.ClosedAtUtc,
                c.Verdict,
                c.LastByCompany,
                c.SeenByCustomer,
                c.CustomerWrote,
                Inside = !withAuthors ? null : new CaseInside(
                    c.OwnerId, db.Users.Where(u => u.Id == c.OwnerId).Select(u => u.Email).FirstOrDefault(), c.DueOn, c.RootCause, c.Done),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return CaseView.None;
        }

        // Bounded: a case holds at most Case.MaxReplies.
        var replies = await db.Replies.AsNoTracking()
            .Of(key)
            .OrderBy(r => r.Number)
            .Select(r => new CaseReply(
                r.Number,
                r.IsByCompany,
                !withAuthors ? null : db.Users.Where(u => u.Id == r.UserId).Select(u => u.Email).FirstOrDefault(),
                r.Text,
                r.AtUtc))
            .ToListAsync(cancellationToken);
        return new CaseView(found.Status, found.ClosedAtUtc, found.Verdict, found.LastByCompany, found.SeenByCustomer, replies)
        {
            CustomerWrote = found.CustomerWrote,
            Inside = found.Inside is null ? CaseInside.None : found.Inside with { Notes = await NotesAsync(key, cancellationToken) },
        };
    }

    // Bounded: a case holds at most Case.MaxNotes.
    private async Task<IReadOnlyList<NoteRow>> NotesAsync(JourneyKey key, CancellationToken cancellationToken) =>
        await db.CaseNotes.AsNoTracking()
            .Of(key)
            .OrderBy(n => n.Number)
            .Select(n => new NoteRow(db.Users.Where(u => u.Id == n.UserId).Select(u => u.Email).FirstOrDefault(), n.Text, n.AtUtc))
            .ToListAsync(cancellationToken);
}

/// <summary>What one side wrote to the other.</summary>
/// <param name="By">
/// The e-mail address of the person who wrote it for the company, for the company's members only; null if the customer wrote it, or if that
/// person's account was deleted.
/// </param>
public sealed record CaseReply(int Number, bool IsByCompany, string? By, string Text, DateTime AtUtc);

/// <summary>What only the company's people see of a case.</summary>
/// <param name="OwnerId">Who works on it; null for nobody.</param>
/// <param name="Owner">The e-mail address of who works on it.</param>
/// <param name="DueOn">The day for which something is promised.</param>
/// <param name="RootCause">In the words of the company's list, or <see cref="Case.OtherCause"/>.</param>
/// <param name="Done">What was done when it was closed.</param>
public sealed record CaseInside(Guid? OwnerId, string? Owner, DateOnly? DueOn, string? RootCause, string? Done)
{
    public static readonly CaseInside None = new(null, null, null, null, null);

    /// <summary>In their order.</summary>
    public IReadOnlyList<NoteRow> Notes { get; init; } = [];
}

/// <summary>What one of the company's people wrote for the others.</summary>
/// <param name="By">The e-mail address of who wrote it; null if that person's account was deleted.</param>
public sealed record NoteRow(string? By, string Text, DateTime AtUtc);

/// <summary>The company's work on one journey, as both sides see it.</summary>
/// <param name="SeenByCustomer">The number of the last reply that the customer has seen.</param>
/// <param name="Replies">In their order.</param>
public sealed record CaseView(
    CaseStatus Status, DateTime? ClosedAtUtc, Verdict? Verdict, int LastByCompany, int SeenByCustomer, IReadOnlyList<CaseReply> Replies)
{
    /// <summary>The case of a journey for which none was opened yet.</summary>
    public static readonly CaseView None = new(CaseStatus.Open, null, null, 0, 0, []);

    /// <summary>Whether it is the company's turn, as the customer wrote last.</summary>
    public bool CustomerWrote { get; init; }

    /// <summary>What only the company's people see; empty where the customer reads.</summary>
    public CaseInside Inside { get; init; } = CaseInside.None;

    public bool IsClosed => Status == CaseStatus.Closed;

    public bool IsFull => Replies.Count >= Case.MaxReplies;

    public bool HasReply => LastByCompany > 0;

    public bool HasUnread => LastByCompany > SeenByCustomer;
}
