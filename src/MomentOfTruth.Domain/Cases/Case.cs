using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Cases;

/// <summary>
/// The company's work on one journey: what the company and the customer wrote to each other, and whether the work is done. A case begins
/// when the company replies, or when it closes the case without a reply.
/// </summary>
public sealed class Case : IOfJourney
{
    public const int MaxReplies = 200;

    private readonly List<Reply> _replies = [];

    private Case()
    {
    }

    public Case(JourneyKey journey, DateTime openedAtUtc)
    {
        (CompanyId, JourneyId) = (journey.CompanyId, journey.JourneyId);
        Status = CaseStatus.Open;
        OpenedAtUtc = openedAtUtc;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The id of the journey and of the case: a journey has at most one case.</summary>
    public Guid JourneyId { get; private set; }

    public CaseStatus Status { get; private set; }

    public DateTime OpenedAtUtc { get; private set; }

    /// <summary>Null while the case is open.</summary>
    public DateTime? ClosedAtUtc { get; private set; }

    /// <summary>Null until the customer gives one.</summary>
    public Verdict? Verdict { get; private set; }

    /// <summary>The number of the company's last reply; 0 if it has not replied.</summary>
    public int LastByCompany { get; private set; }

    /// <summary>
    /// Whether it is the company's turn: the customer wrote last, and the company has neither replied nor closed the case since.
    /// </summary>
    public bool CustomerWrote { get; private set; }

    /// <summary>The number of the last reply that the customer has seen.</summary>
    public int SeenByCustomer { get; private set; }

    public IReadOnlyList<Reply> Replies => _replies;

    public bool IsClosed => Status == CaseStatus.Closed;

    public bool IsFull => _replies.Count >= MaxReplies;

    /// <summary>Adds a reply of the company. The same text right after itself is a form sent twice, and is not added again.</summary>
    public void Reply(Guid userId, string text, DateTime atUtc)
    {
        if (Add(userId, text, atUtc))
        {
            (LastByCompany, CustomerWrote) = (_replies.Count, false);
        }
    }

    /// <summary>Adds an answer of the customer, which opens a closed case again: somebody must read it.</summary>
    public void Answer(string text, DateTime atUtc)
    {
        ThrowIfNoReply();
        if (Add(null, text, atUtc))
        {
            CustomerWrote = true;
            Reopen();
        }
    }

    public void Close(DateTime atUtc)
    {
        CustomerWrote = false;
        if (!IsClosed)
        {
            (Status, ClosedAtUtc) = (CaseStatus.Closed, atUtc);
        }
    }

    public void Reopen() => (Status, ClosedAtUtc) = (CaseStatus.Open, null);

    /// <summary>Sets the customer's verdict, or replaces an earlier one. The company must have replied before.</summary>
    public void Judge(Verdict verdict)
    {
        if (!Enum.IsDefined(verdict))
        {
            throw new ArgumentOutOfRangeException(nameof(verdict));
        }

        ThrowIfNoReply();
        Verdict = verdict;
    }

    private void ThrowIfNoReply()
    {
        if (LastByCompany == 0)
        {
            throw new InvalidOperationException("The company has not replied yet.");
        }
    }

    private bool Add(Guid? userId, string text, DateTime atUtc)
    {
        var reply = new Reply(new JourneyKey(CompanyId, JourneyId), _replies.Count + 1, userId, text, atUtc);
        if (_replies.LastOrDefault() is { } last && last.IsByCompany == reply.IsByCompany && last.Text == reply.Text)
        {
            return false;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_replies.Count, MaxReplies);
        _replies.Add(reply);
        return true;
    }
}

/// <summary>Whether the company is still at work on a journey.</summary>
public enum CaseStatus
{
    Open = 1,
    Closed = 2,
}

/// <summary>Whether the company's replies helped, as the customer says.</summary>
public enum Verdict
{
    Helped = 1,
    Partly = 2,
    DidNotHelp = 3,
}

/// <summary>The words for the state of a case and for the customer's verdict in CSV, forms and the customer's download.</summary>
public static class CaseCodes
{
    private static readonly Dictionary<Verdict, string> Verdicts = new()
    {
        [Verdict.Helped] = "yes",
        [Verdict.Partly] = "partly",
        [Verdict.DidNotHelp] = "no",
    };

    public static string ToCode(this CaseStatus status) => status == CaseStatus.Closed ? "closed" : "open";

    public static string ToCode(this Verdict verdict) => Verdicts[verdict];

    /// <summary>Returns null if the word is not the code of a verdict.</summary>
    public static Verdict? VerdictFromCode(string? code)
    {
        var found = Verdicts.FirstOrDefault(v => v.Value == code);
        return found.Value is null ? null : found.Key;
    }
}
