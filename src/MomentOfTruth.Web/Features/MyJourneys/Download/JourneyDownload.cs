using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>The wish to publish a downloaded journey.</summary>
/// <param name="State"><c>waiting</c>, <c>published</c>, <c>refused</c>, <c>hidden</c> or <c>changed</c>.</param>
/// <param name="Reason">Why it was refused or hidden.</param>
/// <param name="Answer">What the company says to it in public.</param>
public sealed record DownloadedPublication(string Pseudonym, string State, string? Reason, string? Answer)
{
    // Words for programs: they do not change if the code's names do.
    public static DownloadedPublication? Of(MyPublication? publication) => publication is null ? null : new(
        publication.Pseudonym,
        publication.State switch
        {
            PublicationState.Waiting => "waiting",
            PublicationState.Published => "published",
            PublicationState.Refused => "refused",
            PublicationState.Hidden => "hidden",
            PublicationState.Changed => "changed",
            var state => throw new ArgumentOutOfRangeException(nameof(publication), state, "No such state."),
        },
        publication.Reason,
        publication.Answer);
}

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
public sealed record JourneyDownload(
    Guid Id, DownloadedCompany Company, string? Product, string? Title, string? Story, DateTime LoggedAt, string State, string? Outcome, string? Competitor,
    DateOnly? EndedOn, DateTime? FinishedAt, double JourneyScore, double PlainAverage, string? Contact, bool KeptInAccount, DownloadedPublication? Publication, IReadOnlyList<DownloadedMoment> Moments,
    string? Verdict, IReadOnlyList<DownloadedReply> Replies, IReadOnlyList<DownloadedChange> Changes)
{
    public const string CurrentFormat = "moment-of-truth/journey/1";

    /// <summary>Which names this file uses.</summary>
    public string Format { get; } = CurrentFormat;
}

/// <summary>A change after sending, with what the moment was before.</summary>
/// <param name="Kind"><c>edited</c>, <c>removed</c>, <c>moved</c> or <c>put-back</c>.</param>
public sealed record DownloadedChange(string Kind, DateTime At, DownloadedMoment Before);

/// <summary>Whom a downloaded journey is with.</summary>
public sealed record DownloadedCompany(string Slug, string Name, string? KoreanName);

/// <summary>A file that a customer gave, on its way into the download.</summary>
/// <param name="Path">In the zip, such as <c>photos/3-1.jpg</c>; of our making, never a name that somebody sent.</param>
/// <param name="WriteAsync">Copies its bytes; called once, when its turn comes, so that no two are held at a time.</param>
public sealed record DownloadedFile(string Path, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>One moment of a downloaded journey.</summary>
/// <param name="Number">Names it within its journey for good; its photos are named after it.</param>
/// <param name="Position">Place in the customer's order, from 1.</param>
/// <param name="Channel">The code of a channel.</param>
/// <param name="Time">Null if the customer does not know the time of day.</param>
/// <param name="Score">0.0 to 10.0.</param>
public sealed record DownloadedMoment(int Number, int Position, string Touchpoint, string Channel, DateOnly Day, TimeOnly? Time, double Score, string? Story,
    IReadOnlyList<DownloadedPhoto> Photos);

/// <summary>A photo of a moment in a downloaded journey.</summary>
/// <param name="File">Its path in the zip.</param>
/// <param name="Shows">What it shows, in the customer's words; null if that was not said.</param>
public sealed record DownloadedPhoto(string File, string? Shows)
{
    /// <summary>Of our making, never a name that somebody sent.</summary>
    public static string PathOf(int momentNumber, int place) => FormattableString.Invariant($"photos/{momentNumber}-{place}.jpg");
}

/// <summary>What was written between the customer and the company of a downloaded journey.</summary>
/// <param name="From"><c>company</c> or <c>customer</c>.</param>
public sealed record DownloadedReply(int Number, string From, DateTime At, string Text);
