using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Journeys;

/// <summary>
/// A sequence of 1 to 100 moments with one company: open while it goes on, then finished. Its facts are true after every change,
/// and every change counts its version up.
/// </summary>
public sealed class Journey
{
    public const int MaxMoments = 100, MaxTitle = 200, MaxStory = 20_000, MaxCompetitor = 200, MaxPlace = 60;

    /// <summary>
    /// After so many changes the moments no longer change: every change keeps what was there before, and that must end somewhere.
    /// </summary>
    public const int MaxVersion = 1000;

    private readonly List<Moment> _moments = [];
    private readonly List<MomentRevision> _revisions = [];

    private Journey()
    {
    }

    /// <summary>Opens a journey with its first moment.</summary>
    public Journey(Guid companyId, MomentEntry first, DateTime loggedAtUtc)
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(loggedAtUtc, TimeSpan.Zero));
        CompanyId = companyId;
        LoggedAtUtc = TouchedAtUtc = loggedAtUtc;
        Add(first);
    }

    public Guid Id { get; private set; }

    public Guid CompanyId { get; private set; }

    /// <summary>The company and the id, which together name the journey.</summary>
    public JourneyKey Key => new(CompanyId, Id);

    public Guid? ProductId { get; set; }

    /// <summary>The product that the customer named, if the company has merged it into the one that counts; else null.</summary>
    public Guid? NamedProductId { get; private set; }

    public string? Title { get; private set; }

    /// <summary>The story of the journey as a whole, in imported reviews; a moment has its own story.</summary>
    public string? Story { get; private set; }

    /// <summary>
    /// Where the form was found, in the words of the link that led there, such as a branch whose poster has it; null if the link had none.
    /// </summary>
    public string? Place { get; private set; }

    public JourneyFacts Facts { get; private set; } = JourneyFacts.None;

    /// <summary>
    /// Whether the customer told the order of the moments. A table of ratings has none: its moments stand in the order of its columns, and
    /// what needs an order leaves the journey out.
    /// </summary>
    public bool IsOrdered { get; private set; } = true;

    /// <summary>Null while the journey is open.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>The company that the customer left for; only with <see cref="Outcome.LeftForCompetitor"/>.</summary>
    public string? Competitor { get; private set; }

    /// <summary>
    /// The company-local day under which the journey counts: the day it ended, or, while open, the day of its latest moment.
    /// </summary>
    public DateOnly Day { get; private set; }

    public DateTime LoggedAtUtc { get; private set; }

    /// <summary>Null while the journey is open.</summary>
    public DateTime? FinishedAtUtc { get; private set; }

    /// <summary>When its texts and photos were deleted, as the company keeps them for a time only; null while it has them.</summary>
    public DateTime? TextsDeletedAtUtc { get; private set; }

    /// <summary>
    /// Whether it finished by itself, as nobody had touched it for the company's quiet days. Its customer may go on with it: the next
    /// change opens it again.
    /// </summary>
    public bool ClosedByItself { get; private set; }

    /// <summary>When the customer or the company last did anything with it, replies included.</summary>
    public DateTime TouchedAtUtc { get; private set; }

    /// <summary>Counts changes, so that the second of two concurrent writers gets a conflict.</summary>
    public int Version { get; private set; }

    /// <summary>How many moments there have been, removed ones included: numbers the next one.</summary>
    public int MomentsEver { get; private set; }

    /// <summary>
    /// Hash of the texts and scores that were sent, so that a repeated journey is noticed; null if there is nothing to compare.
    /// </summary>
    public byte[]? Fingerprint { get; private set; }

    /// <summary>Names the source row of an imported journey within its company, so that the same row is not imported twice.</summary>
    public string? ImportKey { get; private set; }

    /// <summary>Hash of what the file said of an imported journey when it was last imported; null for all others.</summary>
    public byte[]? ImportContent { get; private set; }

    /// <summary>The account of the customer who keeps the journey there, beside the receipt code; null for most.</summary>
    public Guid? OwnerId { get; private set; }

    public IReadOnlyList<Moment> Moments => _moments;

    /// <summary>
    /// What the changes since the journey was read or made have replaced. The store keeps all revisions and does not read them with the
    /// journey.
    /// </summary>
    public IReadOnlyList<MomentRevision> Revisions => _revisions;

    public bool IsFinished => FinishedAtUtc is not null;

    /// <summary>Whether its customer has not said that it is over.</summary>
    public bool MayGoOn => !IsFinished || ClosedByItself;

    public DateOnly? EndedOn => IsFinished ? Day : null;

    /// <summary>The first day on which this journey can have ended: that of its latest moment.</summary>
    public DateOnly LatestMomentOn => _moments.Max(m => m.OccurredOn);

    public void Describe(string? title, string? story = null)
    {
        (Title, Story) = (StoredText.Optional(title, MaxTitle), StoredText.Optional(story, MaxStory));
        Changed();
    }

    /// <summary>Says where the form was found. Nothing of what the customer told changes, so that the version stays.</summary>
    public void FoundAt(string? place) => Place = StoredText.OptionalName(place, MaxPlace);

    /// <summary>Says that the order of the moments is not the customer's.</summary>
    public void HasNoOrder()
    {
        IsOrdered = false;
        Changed();
    }

    /// <summary>Says that somebody has just done something with it, so that it is not quiet.</summary>
    public void Touch(DateTime atUtc) => TouchedAtUtc = atUtc;

    public void KeepFingerprint(byte[]? fingerprint) => Fingerprint = fingerprint;

    public void CameFrom(string importKey, byte[]? content = null) =>
        (ImportKey, ImportContent) = (StoredText.Required(importKey, 200), content);

    /// <summary>
    /// Says all of a finished journey anew, as a corrected file does. Moments keep their numbers as far as there were as many. What was
    /// said before is not kept as a customer's change: whoever takes an import back has kept it.
    /// </summary>
    /// <param name="said">What the file says now; its day not before its latest moment.</param>
    /// <param name="finishedAtUtc">When it was said.</param>
    public void Restate(JourneyStatement said, DateTime finishedAtUtc)
    {
        ArgumentOutOfRangeException.ThrowIfZero(said.Moments.Count, nameof(said));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(said.Moments.Count, MaxMoments, nameof(said));
        ArgumentOutOfRangeException.ThrowIfLessThan(said.EndedOn, said.Moments.Max(m => m.OccurredOn), nameof(said));
        Open();
        foreach (var (index, entry) in said.Moments.Index())
        {
            if (index < _moments.Count)
            {
                _moments[index].Change(entry);
            }
            else
            {
                _moments.Add(new Moment(Key, ++MomentsEver, index + 1, entry));
            }
        }

        _moments.RemoveRange(said.Moments.Count, _moments.Count - said.Moments.Count);
        (Title, Story) = (StoredText.Optional(said.Title, MaxTitle), StoredText.Optional(said.Story, MaxStory));
        FoundAt(said.Place);
        (ProductId, NamedProductId) = (said.ProductId, said.ProductId == ProductId ? NamedProductId : null);
        IsOrdered = said.IsOrdered;
        Close(said.Outcome, said.EndedOn, finishedAtUtc, null);
        Changed();
    }

    public void Add(MomentEntry entry) => Insert(_moments.Count + 1, entry);

    /// <param name="position">1 to one past the last moment.</param>
    public void Insert(int position, MomentEntry entry)
    {
        EnsureOpen();
        ThrowIfNoPosition(position, _moments.Count + 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_moments.Count, MaxMoments);
        _moments.Insert(position - 1, new Moment(Key, MomentsEver + 1, position, entry));
        MomentsEver++;
        Changed();
    }

    /// <summary>
    /// Inserts a moment by its day, and its time if known: after the last moment that did not happen later. Returns its number.
    /// </summary>
    public int InsertByDate(MomentEntry entry)
    {
        Insert(_moments.FindLastIndex(m => !entry.IsBefore(m.ToEntry())) + 2, entry);
        return MomentsEver;
    }

    /// <summary>Replaces what is said of a moment. It stays in its place.</summary>
    public void Edit(int position, MomentEntry entry, DateTime atUtc)
    {
        EnsureOpen();
        var moment = At(position);
        var before = Before(RevisionKind.Edited, moment, atUtc);
        moment.Change(entry);
        Changed(moment.ToEntry() == before.ToEntry() ? null : before);
    }

    public void Move(int from, int to, DateTime atUtc)
    {
        EnsureOpen();
        ThrowIfNoPosition(to, _moments.Count);
        var moment = At(from);
        var before = Before(RevisionKind.Moved, moment, atUtc);
        _moments.Remove(moment);
        _moments.Insert(to - 1, moment);
        Changed(from == to ? null : before);
    }

    /// <summary>Removes a moment. The only one cannot be removed, as a journey without moments says nothing.</summary>
    public void Remove(int position, DateTime atUtc)
    {
        EnsureOpen();
        var moment = At(position);
        if (_moments.Count == 1)
        {
            throw new InvalidOperationException("The only moment of a journey cannot be removed.");
        }

        _moments.Remove(moment);
        Changed(Before(RevisionKind.Removed, moment, atUtc));
    }

    /// <summary>
    /// Puts a removed moment back as it was, under its old number and in its old place, or at the end if the journey is shorter now.
    /// </summary>
    public void PutBack(MomentRevision removed, DateTime atUtc)
    {
        EnsureOpen();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_moments.Count, MaxMoments);
        if ((removed.CompanyId, removed.JourneyId) != (CompanyId, Id) || removed.Kind != RevisionKind.Removed
            || _moments.Exists(m => m.Number == removed.Number))
        {
            throw new ArgumentException(
                "Only a moment that was removed from this journey, and is not back yet, can be put back.", nameof(removed));
        }

        var position = Math.Min(removed.Position, _moments.Count + 1);
        var moment = new Moment(Key, removed.Number, position, removed.ToEntry());
        _moments.Insert(position - 1, moment);
        Changed(Before(RevisionKind.PutBack, moment, atUtc));
    }

    /// <param name="endedOn">The company-local day on which it ended, not before its latest moment.</param>
    /// <param name="competitor">Only with <see cref="Outcome.LeftForCompetitor"/>, and optional there.</param>
    public void Finish(Outcome outcome, DateOnly endedOn, DateTime finishedAtUtc, string? competitor = null)
    {
        EnsureOpen();
        ArgumentOutOfRangeException.ThrowIfLessThan(endedOn, LatestMomentOn);
        if (!Enum.IsDefined(outcome))
        {
            throw new ArgumentOutOfRangeException(nameof(outcome));
        }

        competitor = StoredText.OptionalName(competitor, MaxCompetitor);
        if (competitor is not null && outcome != Journeys.Outcome.LeftForCompetitor)
        {
            throw new ArgumentException("Only a customer who left for a competitor names one.", nameof(competitor));
        }

        Close(outcome, endedOn, finishedAtUtc, competitor);
        Changed();
    }

    /// <summary>
    /// Finishes a quiet journey: on the day of its latest moment, as nobody knows how it went on, and without saying how it ended. Its
    /// customer has changed nothing, so that the version stays: what was published stays so, and a form that is open may be sent.
    /// </summary>
    public void FinishByItself(DateTime finishedAtUtc)
    {
        if (IsFinished)
        {
            throw new InvalidOperationException("The journey is finished already.");
        }

        Close(Journeys.Outcome.NotSaid, LatestMomentOn, finishedAtUtc, null);
        ClosedByItself = true;
    }

    public void Reopen()
    {
        if (!IsFinished)
        {
            throw new InvalidOperationException("The journey is open.");
        }

        Open();
        Changed();
    }

    /// <summary>
    /// Counts the moments that named a touchpoint at the one it was merged into, or back at itself. Nothing of what the customer said
    /// changes, so that the version stays.
    /// </summary>
    /// <param name="named">The touchpoint that was named.</param>
    /// <param name="counted">The one at which its moments count.</param>
    public void CountAt(Guid named, Guid counted)
    {
        foreach (var moment in _moments.Where(m => (m.NamedTouchpointId ?? m.TouchpointId) == named))
        {
            moment.CountAt(counted);
        }

        Reckon();
    }

    /// <summary>Counts the journey under the product that its own was merged into, or back under its own.</summary>
    public void CountUnder(Guid counted)
    {
        var named = NamedProductId ?? ProductId;
        (ProductId, NamedProductId) = (counted, named == counted ? null : named);
    }

    /// <summary>For the store, which reads moments in any order.</summary>
    public void PutInOrder() => _moments.Sort((a, b) => a.Position.CompareTo(b.Position));

    private Moment At(int position)
    {
        ThrowIfNoPosition(position, _moments.Count);
        return _moments[position - 1];
    }

    // A revision is named by the version that the change is about to make.
    private MomentRevision Before(RevisionKind kind, Moment moment, DateTime atUtc) => new(kind, moment, Version + 1, atUtc);

    private void Changed(MomentRevision? before = null)
    {
        if (before is not null)
        {
            _revisions.Add(before);
        }

        for (var i = 0; i < _moments.Count; i++)
        {
            _moments[i].Position = i + 1;
        }

        Reckon();
        Day = IsFinished ? Day : LatestMomentOn;
        Version++;
    }

    private void Reckon() => Facts = JourneyFacts.Of(_moments.ConvertAll(m => new ScoredMoment(m.TouchpointId, m.Score)), IsOrdered);

    private void Close(Outcome outcome, DateOnly endedOn, DateTime finishedAtUtc, string? competitor) =>
        (Outcome, Day, FinishedAtUtc, Competitor) = (outcome, endedOn, finishedAtUtc, competitor);

    private void Open() => (Outcome, FinishedAtUtc, Competitor, ClosedByItself) = (null, null, null, false);

    private void EnsureOpen()
    {
        if (ClosedByItself)
        {
            Open();
        }
        else if (IsFinished)
        {
            throw new InvalidOperationException("A finished journey does not change; reopen it first.");
        }
    }

    private static void ThrowIfNoPosition(int position, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, last);
    }
}

/// <summary>All that a file says of a finished journey.</summary>
public sealed record JourneyStatement(
    IReadOnlyList<MomentEntry> Moments, DateOnly EndedOn, Outcome Outcome, Guid? ProductId, string? Title, string? Story, bool IsOrdered)
{
    public string? Place { get; init; }
}
