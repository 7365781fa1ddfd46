using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Cases;

/// <summary>
/// The company's work on one journey: whether it is its turn and since when, who does it, what the company and the customer wrote to each
/// other, and whether the work is done. A case begins when it is the company's turn, or when the company does anything about the journey.
/// </summary>
public sealed class Case : IOfJourney
{
    public const int MaxReplies = 200, MaxNotes = 200, MaxRootCause = 80, MaxDone = 500;

    /// <summary>A promise reaches no further.</summary>
    public const int MostDaysAhead = 365;

    /// <summary>The root cause that is none of the company's list.</summary>
    public const string OtherCause = "other";

    private readonly List<Reply> _replies = [];
    private readonly List<CaseNote> _notes = [];

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

    /// <summary>Whether the customer wrote last, and the company has neither replied nor closed the case since.</summary>
    public bool CustomerWrote { get; private set; }

    /// <summary>Whether the customer told a zero, and there is somebody who would read an answer.</summary>
    public bool IsCollapsed { get; private set; }

    /// <summary>Whether the customer left an address for an answer.</summary>
    public bool WantsAnswer { get; private set; }

    /// <summary>Why it is the company's turn, other than by a promise.</summary>
    public Waits Waits { get; private set; }

    /// <summary>
    /// Since when it is the company's turn; null if it is not. In the future where the company has promised something for a later day, and
    /// nothing else waits: whoever asks compares it with now.
    /// </summary>
    public DateTime? WaitsSinceUtc { get; private set; }

    /// <summary>When the company wrote last, while the customer has not answered and the case is open; else null.</summary>
    public DateTime? AnsweredAtUtc { get; private set; }

    /// <summary>The account of the member who works on it; null for nobody.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The company-local day for which the company has promised something; null for none.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>When that day began, or begins, where the company is.</summary>
    public DateTime? DueFromUtc { get; private set; }

    /// <summary>
    /// Why it came to what the customer told, as the company found when it last closed the case: in the words of its list, or
    /// <see cref="OtherCause"/>. Null if it was not said.
    /// </summary>
    public string? RootCause { get; private set; }

    /// <summary>What was done about it, likewise.</summary>
    public string? Done { get; private set; }

    /// <summary>How many notes the company's people have left.</summary>
    public int NoteCount { get; private set; }

    /// <summary>The number of the last reply that the customer has seen.</summary>
    public int SeenByCustomer { get; private set; }

    public IReadOnlyList<Reply> Replies => _replies;

    /// <summary>What the company's people wrote to each other. The store keeps all, and does not read them with the case.</summary>
    public IReadOnlyList<CaseNote> Notes => _notes;

    public bool IsClosed => Status == CaseStatus.Closed;

    public bool IsFull => _replies.Count >= MaxReplies;

    /// <summary>Where the case stands.</summary>
    public CaseStage Stage => StageOf(Status, CustomerWrote, AnsweredAtUtc);

    public static CaseStage StageOf(CaseStatus status, bool customerWrote, DateTime? answeredAtUtc) =>
        status == CaseStatus.Closed ? CaseStage.Closed
        : customerWrote ? CaseStage.CustomerWrote
        : answeredAtUtc is not null ? CaseStage.Answered
        : CaseStage.ToAnswer;

    /// <summary>Where a journey's case stands, for whoever reads of the journey; null where nobody has written and nothing waits.</summary>
    public static CaseStage? ShownStageOf(
        CaseStatus status, bool customerWrote, DateTime? answeredAtUtc, DateTime? waitsSinceUtc, DateTime nowUtc)
    {
        var stage = StageOf(status, customerWrote, answeredAtUtc);
        return stage != CaseStage.ToAnswer || waitsSinceUtc <= nowUtc ? stage : null;
    }

    /// <summary>Takes note of what the customer's journey says now.</summary>
    /// <param name="isCollapsed">Whether it has a zero, and somebody who would read an answer.</param>
    /// <param name="wantsAnswer">Whether the customer left an address for an answer.</param>
    /// <param name="atUtc">The time of the change.</param>
    public void Hear(bool isCollapsed, bool wantsAnswer, DateTime atUtc)
    {
        (IsCollapsed, WantsAnswer) = (isCollapsed, wantsAnswer);
        Reckon(atUtc);
    }

    /// <summary>
    /// Adds a reply of the company. The same text right after itself is a form sent twice, and is not added again. A promise that was due
    /// is kept by it; one for a later day stays.
    /// </summary>
    public void Reply(Guid userId, string text, DateTime atUtc)
    {
        if (Add(userId, text, atUtc))
        {
            (LastByCompany, CustomerWrote, AnsweredAtUtc) = (_replies.Count, false, IsClosed ? null : atUtc);
            if (DueFromUtc <= atUtc)
            {
                (DueOn, DueFromUtc) = (null, null);
            }

            Reckon(atUtc);
        }
    }

    /// <summary>Adds an answer of the customer, which opens a closed case again: somebody must read it.</summary>
    public void Answer(string text, DateTime atUtc)
    {
        ThrowIfNoReply();
        if (Add(null, text, atUtc))
        {
            CustomerWrote = true;
            Reopen(atUtc);
        }
    }

    /// <summary>Closes the case, and with it what was promised.</summary>
    /// <param name="atUtc">The time of closing.</param>
    /// <param name="rootCause">Why it came to it; null if it is not said.</param>
    /// <param name="done">What was done about it; null if it is not said.</param>
    public void Close(DateTime atUtc, string? rootCause = null, string? done = null)
    {
        (CustomerWrote, DueOn, DueFromUtc) = (false, null, null);
        if (!IsClosed)
        {
            (Status, ClosedAtUtc) = (CaseStatus.Closed, atUtc);
            (RootCause, Done) = (StoredText.OptionalName(rootCause, MaxRootCause), StoredText.Optional(done, MaxDone));
        }

        Reckon(atUtc);
    }

    public void Reopen(DateTime atUtc)
    {
        (Status, ClosedAtUtc) = (CaseStatus.Open, null);
        Reckon(atUtc);
    }

    /// <summary>Gives the case to a member of the company, or with null back to nobody.</summary>
    public void Assign(Guid? ownerId) => OwnerId = ownerId;

    /// <summary>Promises something for a day, on which the case waits again, or with null for none.</summary>
    /// <param name="day">The day where the company is.</param>
    /// <param name="fromUtc">When it begins there.</param>
    /// <param name="atUtc">The time of promising.</param>
    public void Promise(DateOnly? day, DateTime fromUtc, DateTime atUtc)
    {
        if (IsClosed && day is not null)
        {
            throw new InvalidOperationException("Nothing is promised in a closed case.");
        }

        (DueOn, DueFromUtc) = (day, day is null ? null : fromUtc);
        Reckon(atUtc);
    }

    /// <summary>Adds a note for the company's people. The customer never sees it.</summary>
    public void Note(Guid userId, string text, DateTime atUtc)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(NoteCount, MaxNotes);
        _notes.Add(new CaseNote(new JourneyKey(CompanyId, JourneyId), ++NoteCount, userId, text, atUtc));
    }

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

    // Whoever waits already goes on waiting since then, also for another reason.
    private void Reckon(DateTime atUtc)
    {
        var waits = Waits.None;
        if (!IsClosed)
        {
            waits |= CustomerWrote ? Waits.CustomerWrote : Waits.None;
            waits |= IsCollapsed && LastByCompany == 0 ? Waits.Collapsed : Waits.None;
            waits |= WantsAnswer && LastByCompany == 0 ? Waits.WantsAnswer : Waits.None;
        }

        Waits = waits;
        WaitsSinceUtc = waits == Waits.None ? DueFromUtc : WaitsSinceUtc <= atUtc ? WaitsSinceUtc : atUtc;
        AnsweredAtUtc = IsClosed || CustomerWrote || LastByCompany == 0 ? null : AnsweredAtUtc ?? atUtc;
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

/// <summary>Why it is the company's turn: each reason by itself, so that a case may wait for several.</summary>
[Flags]
public enum Waits
{
    None = 0,

    /// <summary>The customer told a zero, and the company has neither replied nor closed the case.</summary>
    Collapsed = 1,

    /// <summary>The customer wrote last.</summary>
    CustomerWrote = 2,

    /// <summary>The customer left an address for an answer, and the company has neither replied nor closed the case.</summary>
    WantsAnswer = 4,
}

/// <summary>Where a case stands, in the order of the work.</summary>
public enum CaseStage
{
    /// <summary>The company has not written yet.</summary>
    ToAnswer = 1,

    /// <summary>The customer wrote last.</summary>
    CustomerWrote = 2,

    /// <summary>The company wrote last.</summary>
    Answered = 3,

    Closed = 4,
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

    public static string ToCode(this CaseStage stage) => stage switch
    {
        CaseStage.ToAnswer => "to-answer",
        CaseStage.CustomerWrote => "wrote",
        CaseStage.Answered => "answered",
        CaseStage.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>Returns null if the word is not the code of a verdict.</summary>
    public static Verdict? VerdictFromCode(string? code)
    {
        var found = Verdicts.FirstOrDefault(v => v.Value == code);
        return found.Value is null ? null : found.Key;
    }
}
