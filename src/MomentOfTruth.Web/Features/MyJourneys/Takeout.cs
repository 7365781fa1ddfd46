namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// All that a customer gave of one journey, as <c>journey.json</c> in the download. The names are for programs and do not change;
/// what is added later is added beside them. Days and times are those on the wall, instants are UTC.
/// </summary>
/// <param name="State"><c>open</c> or <c>finished</c>.</param>
/// <param name="Outcome">The code of how it ended; null while it is open.</param>
/// <param name="JourneyScore">0 to 100: 100 times the product of the scores' tenths.</param>
/// <param name="Publication">The wish to publish it; null for none.</param>
/// <param name="Contact">The e-mail address for an answer; null if none was given.</param>
/// <param name="Verdict">Whether the replies helped, in the customer's words: as in the CSV: <c>yes</c>, <c>partly</c>, <c>no</c>; null if not said.</param>
/// <param name="Changes">What was changed after sending, the earliest first.</param>
public sealed record Takeout(
    Guid Id, TakeoutCompany Company, string? Product, string? Title, string? Story, DateTime LoggedAt, string State, string? Outcome, string? Competitor,
    DateOnly? EndedOn, DateTime? FinishedAt, double JourneyScore, double PlainAverage, string? Contact, bool KeptInAccount, TakeoutPublication? Publication, IReadOnlyList<TakeoutMoment> Moments,
    string? Verdict, IReadOnlyList<TakeoutReply> Replies, IReadOnlyList<TakeoutChange> Changes)
{
    public const string CurrentFormat = "moment-of-truth/journey/1";

    /// <summary>Which names this file uses.</summary>
    public string Format { get; } = CurrentFormat;
}
