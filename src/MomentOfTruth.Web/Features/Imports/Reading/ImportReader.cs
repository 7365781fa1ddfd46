using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Reads a journey from its rows, or says why it cannot. Values are never guessed or truncated.</summary>
internal sealed class ImportReader(ImportMapping mapping, ImportCells cells, DateOnly latestDay)
{
    private readonly ImportDays? _ended = mapping.EndedOn is { } ended ? new ImportDays(ended.Formats, latestDay) : null;
    private readonly ImportDays? _occurred = mapping.OccurredOn is { } occurred ? new ImportDays(occurred.Formats, latestDay) : null;

    /// <param name="rows">One row in the wide shape, all rows of the journey in the long one; each readable as a row.</param>
    public ImportReading Read(IReadOnlyList<ImportRow> rows)
    {
        var first = rows[0];
        var (company, companyProblem) = cells.Text(first, mapping.Company, "company's name", Naming.MaxName);
        var (product, productProblem) = cells.Text(first, mapping.Product, "product's name", Naming.MaxName);
        var (title, titleProblem) = cells.Text(first, mapping.Title, "title", Journey.MaxTitle);
        var (story, storyProblem) = cells.Text(first, mapping.Story, "story", Journey.MaxStory);
        var (place, placeProblem) = cells.Text(first, mapping.Place, "place", Journey.MaxPlace);
        var (outcome, outcomeProblem) = OutcomeOf(first);
        var (ended, endedProblem) = DayOf(first, mapping.EndedOn, _ended, "ended");
        var problem = companyProblem ?? (company is null ? new Refusal("the company has no name") : null)
            ?? productProblem ?? titleProblem ?? storyProblem ?? placeProblem ?? outcomeProblem ?? endedProblem ?? Contradiction(rows);
        if (problem is not null)
        {
            return ImportReading.Rejected(problem, first);
        }

        var moments = new List<ImportedMoment>();
        var months = ended.IsMonth ? 1 : 0;
        foreach (var row in rows)
        {
            var (rejected, hasMonth) = mapping.IsLong ? ReadLong(row, moments) : (ReadWide(row, ended.Day!.Value, moments), false);
            if (rejected is not null)
            {
                return ImportReading.Rejected(rejected, row);
            }

            months += hasMonth ? 1 : 0;
        }

        if (moments.Count < mapping.MinMoments || moments.Count > Journey.MaxMoments)
        {
            return ImportReading.Rejected(
                new Refusal(FormattableString.Invariant($"moments: {moments.Count}, not {mapping.MinMoments} to {Journey.MaxMoments}")),
                first);
        }

        var latest = moments.Max(moment => moment.OccurredOn);
        return ended.Day < latest
            ? ImportReading.Rejected(new Refusal("the journey ended before its latest moment"), first)
            : new ImportReading(
                new ImportedJourney(company!, product, title, story, ended.Day ?? latest, outcome, moments, rows)
                {
                    Place = place,
                    IsOrdered = mapping.IsOrdered,
                    Months = months,
                },
                null,
                null);
    }

    private Refusal? ReadWide(ImportRow row, DateOnly day, List<ImportedMoment> moments)
    {
        foreach (var touchpoint in mapping.Touchpoints)
        {
            var (score, problem) = ScoreOf(row, touchpoint);
            if (problem is not null)
            {
                return problem;
            }

            if (score is not null)
            {
                moments.Add(
                    new ImportedMoment(touchpoint.Name!.Trim(), ChannelCodes.FromCode(touchpoint.Channel)!.Value, score.Value, day));
            }
        }

        return null;
    }

    private (Refusal? Problem, bool HasMonth) ReadLong(ImportRow row, List<ImportedMoment> moments)
    {
        var (touchpoint, nameProblem) = cells.Text(row, mapping.Touchpoint, "touchpoint's name", Naming.MaxName);
        var (channel, channelProblem) = ChannelOf(row);
        var (day, dayProblem) = DayOf(row, mapping.OccurredOn, _occurred, "occurred");
        var (score, scoreProblem) = ScoreOf(row, mapping.Score!);
        var problem = nameProblem ?? (touchpoint is null ? new Refusal("the touchpoint has no name") : null)
            ?? channelProblem ?? dayProblem ?? scoreProblem;
        if (problem is null && score is not null)
        {
            moments.Add(new ImportedMoment(touchpoint!, channel, score.Value, day.Day!.Value));
        }

        return (problem, day.IsMonth && problem is null && score is not null);
    }

    private (Score? Score, Refusal? Problem) ScoreOf(ImportRow row, ImportScale scale) =>
        cells.Rating(row, scale) is { } rating ? ImportScores.Read(rating, scale) : (null, null);

    private (DayReading Day, Refusal? Problem) DayOf(ImportRow row, ImportDate? field, ImportDays? days, string name)
    {
        if (field is null)
        {
            return (default, null);
        }

        var text = cells.Text(row, field);
        var reading = text is null ? default : days!.Read(text);
        var what = $"the day on which it {name}";
        return reading.Day switch
        {
            null when reading.Both is { } both => (default, new Refusal($"{what} can be read as different days", text) { Readings = both }),
            null => (default, new Refusal($"{what} cannot be read", text, string.Join(", ", field.Formats))),
            _ when reading.Day < Moment.EarliestDay =>
                (default, new Refusal(FormattableString.Invariant($"{what} is before {Moment.EarliestDay:yyyy-MM-dd}"), text)),
            _ when reading.Day > latestDay => (default, new Refusal($"{what} has not come yet", text)),
            _ => (reading, null),
        };
    }

    private (Channel Channel, Refusal? Problem) ChannelOf(ImportRow row)
    {
        var (code, problem) = cells.Text(row, mapping.Channel, "channel", Naming.MaxName);
        var channel = code is null ? Channel.Other : ChannelCodes.FromCode(code);
        return problem is not null || channel is null
            ? (Channel.Other, problem ?? new Refusal(
                "the channel is none", code, Refusal.OneOf(Enum.GetValues<Channel>().Select(known => known.ToCode()))))
            : (channel.Value, null);
    }

    // A word in the map is an outcome even if it means "missing" in other columns.
    private (Outcome Outcome, Refusal? Problem) OutcomeOf(ImportRow row)
    {
        if (mapping.Outcome is not { } field)
        {
            return (Outcome.NotSaid, null);
        }

        var code = cells.Text(row, field);
        var outcome = code is not null ? OutcomeCodes.FromCode(code) : field.Map is null ? Outcome.NotSaid : null;
        return outcome is null
            ? (Outcome.NotSaid, new Refusal(
                "the outcome is not in the mapping",
                cells.Word(row, field),
                Refusal.OneOf(field.Map?.Keys ?? Enum.GetValues<Outcome>().Select(known => known.ToCode()))))
            : (outcome.Value, null);
    }

    private Refusal? Contradiction(IReadOnlyList<ImportRow> rows)
    {
        ImportField?[] fields =
        [
            mapping.Company, mapping.Product, mapping.EndedOn, mapping.Title, mapping.Story, mapping.Place, mapping.ExternalId,
            mapping.Outcome,
        ];
        foreach (var field in fields)
        {
            var word = cells.Word(rows[0], field);
            if (rows.Skip(1).FirstOrDefault(row => cells.Word(row, field) != word) is { } other)
            {
                return new Refusal($"\"{field!.Column}\" is not the same in all rows of the journey", cells.Word(other, field));
            }
        }

        return null;
    }
}

/// <summary>The journey that was read from its rows, or why there is none, and which row is to blame.</summary>
internal readonly record struct ImportReading(ImportedJourney? Journey, Refusal? Problem, ImportRow? At)
{
    public static ImportReading Rejected(Refusal problem, ImportRow at) => new(null, problem, at);
}

/// <summary>A journey as it was read from a file: checked, and not yet in the store.</summary>
/// <param name="Rows">The rows of the file that it comes from.</param>
internal sealed record ImportedJourney(
    string Company, string? Product, string? Title, string? Story, DateOnly EndedOn, Outcome Outcome, IReadOnlyList<ImportedMoment> Moments,
    IReadOnlyList<ImportRow> Rows)
{
    /// <summary>Names it within its company.</summary>
    public string Key { get; init; } = "";

    public string? Place { get; init; }

    /// <summary>Whether the order of the moments is the customer's.</summary>
    public bool IsOrdered { get; init; } = true;

    /// <summary>How many of its days were written as months.</summary>
    public int Months { get; init; }
}

/// <summary>A moment as it was read from a file.</summary>
internal sealed record ImportedMoment(string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn);
