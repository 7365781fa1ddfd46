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
            .Select(c => new { c.Status, c.ClosedAtUtc, c.Verdict, c.LastByCompany, c.SeenByCustomer, c.CustomerWrote })
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
        };
    }
}

/// <summary>What one side wrote to the other.</summary>
/// <param name="By">
/// The e-mail address of the person who wrote it for the company, for the company's members only; null if the customer wrote it, or if that
/// person's account was deleted.
/// </param>
public sealed record CaseReply(int Number, bool IsByCompany, string? By, string Text, DateTime AtUtc);

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

    public bool IsClosed => Status == CaseStatus.Closed;

    public bool IsFull => Replies.Count >= Case.MaxReplies;

    public bool HasReply => LastByCompany > 0;

    public bool HasUnread => LastByCompany > SeenByCustomer;
}
