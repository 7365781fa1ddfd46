using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// All that the product counts and times of itself, for whoever listens; nobody does unless the settings say so. No label tells of a
/// person or a company, and each has a few values that the code names.
/// </summary>
public static class Instruments
{
    /// <summary>The name of the meter, and of the source of activities.</summary>
    public const string Name = "MomentOfTruth";

    /// <summary>Work of the product that no request asked for.</summary>
    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
    };

    private static readonly InstrumentAdvice<int> Together = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    private static readonly Counter<long> JourneysLogged = Meter.CreateCounter<long>(
        "momentoftruth.journeys.logged", "{journey}", "Journeys that customers have logged.");

    private static readonly Histogram<int> CommitWrites = Meter.CreateHistogram(
        "momentoftruth.commit.writes", "{write}", "Writes that shared a transaction.", advice: Together);

    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram(
        "momentoftruth.commit.duration", "s", "How long a commit took: mostly the wait for the disk.", advice: Seconds);

    private static readonly UpDownCounter<int> WriterWaiting = Meter.CreateUpDownCounter<int>(
        "momentoftruth.writer.waiting", "{write}", "Writes that stand in line for the one writer of the store.");

    private static readonly Counter<long> WriterRefused = Meter.CreateCounter<long>(
        "momentoftruth.writer.refused", "{write}", "Writes that were asked to come again because the line was too long.");

    private static readonly Histogram<double> LedgerDuration = Meter.CreateHistogram(
        "momentoftruth.ledger.duration", "s", "How long a transaction took to bring the ledger up to date.", advice: Seconds);

    private static readonly Gauge<int> LedgerRepairs = Meter.CreateGauge<int>(
        "momentoftruth.ledger.repairs", "{repair}", "How often the ledger of this store was found wrong and mended.");

    private static readonly Counter<long> Mails = Meter.CreateCounter<long>(
        "momentoftruth.mails", "{mail}", "Attempts to send a mail, or to do other work of the outbox.");

    private static readonly Gauge<int> MailsWaiting = Meter.CreateGauge<int>(
        "momentoftruth.mails.waiting", "{mail}", "Mails in the outbox that are still to be sent.");

    private static readonly Gauge<int> MailsGivenUp = Meter.CreateGauge<int>(
        "momentoftruth.mails.given_up", "{mail}", "Mails of the last thirty days that were given up.");

    private static readonly Histogram<double> JobDuration = Meter.CreateHistogram(
        "momentoftruth.job.duration", "s", "How long a round of work in the background took.", advice: Seconds);

    /// <summary>A transaction is on disk.</summary>
    /// <param name="writes">How many writes it was for.</param>
    /// <param name="journeys">How many journeys are new with it.</param>
    /// <param name="took">How long the commit alone took.</param>
    public static void Committed(int writes, int journeys, TimeSpan took)
    {
        CommitWrites.Record(writes);
        CommitDuration.Record(took.TotalSeconds);
        JourneysLogged.Add(journeys);
    }

    /// <summary>So many writes came into the line, or left it for a transaction.</summary>
    public static void Queued(int more) => WriterWaiting.Add(more);

    public static void Refused() => WriterRefused.Add(1);

    public static void LedgerChanged(TimeSpan took) => LedgerDuration.Record(took.TotalSeconds);

    /// <summary>A mail was tried.</summary>
    /// <param name="kind">What the mail is for: one of the code's own names.</param>
    /// <param name="outcome">What came of it.</param>
    public static void Mailed(string kind, string outcome) => Mails.Add(1, new("kind", kind), new("outcome", outcome));

    /// <summary>What stands in the store.</summary>
    public static void Read(int mailsWaiting, int mailsGivenUp, int ledgerRepairs)
    {
        MailsWaiting.Record(mailsWaiting);
        MailsGivenUp.Record(mailsGivenUp);
        LedgerRepairs.Record(ledgerRepairs);
    }

    /// <summary>A round of work in the background is over.</summary>
    public static void Worked(string job, bool isDone, TimeSpan took) =>
        JobDuration.Record(took.TotalSeconds, new("job", job), new("outcome", isDone ? "done" : "failed"));
}
