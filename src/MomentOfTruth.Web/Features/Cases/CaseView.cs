using MomentOfTruth.Domain.Cases;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>The company's work on one journey, as both sides see it.</summary>
/// <param name="SeenByCustomer">The number of the last reply that the customer has seen.</param>
/// <param name="Replies">In their order.</param>
public sealed record CaseView(CaseStatus Status, DateTime? ClosedAtUtc, Verdict? Verdict, int LastByCompany, int SeenByCustomer, IReadOnlyList<CaseReply> Replies)
{
    /// <summary>Of a journey that nobody has written about.</summary>
    public static readonly CaseView None = new(CaseStatus.Open, null, null, 0, 0, []);

    public bool IsClosed => Status == CaseStatus.Closed;

    public bool IsFull => Replies.Count >= Case.MaxReplies;

    public bool HasReply => LastByCompany > 0;

    public bool HasUnread => LastByCompany > SeenByCustomer;
}
