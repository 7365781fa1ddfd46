using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>
/// All that a customer gave of one journey, as <c>journey.json</c> in the download. The names are for programs and do not change; additions
/// come beside them. The file has the properties in this order. Days and times are those where the moment happened, instants are UTC.
/// </summary>
public sealed record JourneyDownload
{
    public const string CurrentFormat = "moment-of-truth/journey/1";

    public required Guid Id { get; init; }

    public required DownloadedCompany Company { get; init; }

    public string? Product { get; init; }

    public string? Title { get; init; }

    /// <summary>Where the form was found, as the link that led there says; null if it says nothing.</summary>
    public string? Place { get; init; }

    public string? Story { get; init; }

    public required DateTime LoggedAt { get; init; }

    /// <summary><c>open</c> or <c>finished</c>.</summary>
    public string State => Outcome is null ? "open" : "finished";

    /// <summary>The code of how it ended; null while it is open.</summary>
    public string? Outcome { get; init; }

    public string? Competitor { get; init; }

    public DateOnly? EndedOn { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>0 to 100: 100 times the product of the scores' tenths.</summary>
    public required double JourneyScore { get; init; }

    /// <summary>The mean of the scores, 0.0 to 10.0.</summary>
    public required double PlainAverage { get; init; }

    /// <summary>The e-mail address for an answer; null if none was given.</summary>
    public string? Contact { get; init; }

    public required bool KeptInAccount { get; init; }

    /// <summary>The wish to publish it; null for none.</summary>
    public DownloadedPublication? Publication { get; init; }

    public required IReadOnlyList<DownloadedMoment> Moments { get; init; }

    /// <summary>Whether the replies helped: <c>yes</c>, <c>partly</c> or <c>no</c>, as in the CSV; null without a verdict.</summary>
    public string? Verdict { get; init; }

    public required IReadOnlyList<DownloadedReply> Replies { get; init; }

    /// <summary>What was changed after sending, the earliest first.</summary>
    public required IReadOnlyList<DownloadedChange> Changes { get; init; }

    /// <summary>Which names this file uses.</summary>
    public string Format { get; } = CurrentFormat;
}

/// <summary>The company of a downloaded journey.</summary>
public sealed record DownloadedCompany(string Slug, string Name, string? KoreanName);

/// <summary>The wish to publish a downloaded journey.</summary>
/// <param name="State"><c>waiting</c>, <c>published</c>, <c>refused</c>, <c>hidden</c> or <c>changed</c>.</param>
/// <param name="Reason">Why it was refused or hidden.</param>
/// <param name="Answer">The company's public answer.</param>
public sealed record DownloadedPublication(string Pseudonym, string State, string? Reason, string? Answer)
{
    public static DownloadedPublication? Of(MyPublication? publication) =>
        publication is null ? null : new(publication.Pseudonym, CodeOf(publication.State), publication.Reason, publication.Answer);

    // Words for programs: they do not change if the code's names do.
    private static string CodeOf(PublicationState state) => state switch
    {
        PublicationState.Waiting => "waiting",
        PublicationState.Published => "published",
        PublicationState.Refused => "refused",
        PublicationState.Hidden => "hidden",
        PublicationState.Changed => "changed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}

/// <summary>One moment of a downloaded journey.</summary>
/// <param name="Number">Names it within its journey for good; its photos are named after it.</param>
/// <param name="Position">Place in the customer's order, from 1.</param>
/// <param name="Channel">The code of a channel.</param>
/// <param name="Time">Null if the customer does not know the time of day.</param>
/// <param name="Score">0.0 to 10.0.</param>
public sealed record DownloadedMoment(
    int Number, int Position, string Touchpoint, string Channel, DateOnly Day, TimeOnly? Time, double Score, string? Story,
    IReadOnlyList<DownloadedPhoto> Photos)
{
    public static DownloadedMoment Of(MyMoment moment, IEnumerable<DownloadedPhoto> photos)
    {
        var entry = moment.Entry;
        return new(
            moment.Number, moment.Position, moment.Touchpoint, entry.Channel.ToCode(), entry.OccurredOn, entry.OccurredAt,
            entry.Score.Tenths / 10.0, entry.Story, [.. photos]);
    }
}

/// <summary>A change after sending, with the moment as it was before.</summary>
/// <param name="Kind"><c>edited</c>, <c>removed</c>, <c>moved</c> or <c>put-back</c>.</param>
public sealed record DownloadedChange(string Kind, DateTime At, DownloadedMoment Before)
{
    /// <param name="change">The change.</param>
    /// <param name="photos">The journey's photos by the number of their moment; those of a removed moment come with its removal.</param>
    public static DownloadedChange Of(MyRevision change, ILookup<int, DownloadedPhoto> photos)
    {
        var before = DownloadedMoment.Of(change.Before, change.IsLastRemoval ? photos[change.Before.Number] : []);
        return new(CodeOf(change.Kind), change.AtUtc, before);
    }

    // Words for programs: they do not change if the code's names do.
    private static string CodeOf(RevisionKind kind) => kind switch
    {
        RevisionKind.Edited => "edited",
        RevisionKind.Removed => "removed",
        RevisionKind.Moved => "moved",
        RevisionKind.PutBack => "put-back",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };
}

/// <summary>A photo of a moment in a downloaded journey.</summary>
/// <param name="File">Its path in the zip.</param>
/// <param name="Shows">What it shows, in the customer's words; null if the customer did not describe it.</param>
public sealed record DownloadedPhoto(string File, string? Shows)
{
    /// <summary>Its path in the zip, made of numbers only and never of a name that was sent to us.</summary>
    public static string PathOf(int momentNumber, int place) => FormattableString.Invariant($"photos/{momentNumber}-{place}.jpg");
}

/// <summary>A text that the customer or the company wrote to the other about a downloaded journey.</summary>
/// <param name="From"><c>company</c> or <c>customer</c>.</param>
public sealed record DownloadedReply(int Number, string From, DateTime At, string Text);

/// <summary>A file of the download while it is being written.</summary>
/// <param name="Path">In the zip, such as <c>photos/3-1.jpg</c>; never a name that was sent to us.</param>
/// <param name="WriteAsync">Copies its bytes. It is called once, when its turn comes, so that only one file is in memory at a time.</param>
public sealed record DownloadedFile(string Path, Func<Stream, CancellationToken, Task> WriteAsync);
