using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Reads a journey from its rows, or says why it cannot. Values are never guessed or truncated.</summary>
internal sealed class ImportReader(ImportMapping mapping, ImportCells cells, DateOnly latestDay)
{
    /// <param name="rows">One row in the wide shape, all rows of the journey in the long one; each readable as a row.</param>
    public ImportReading Read(IReadOnlyList<ImportRow> rows, string importKey)
    {
        var (company, companyProblem) = cells.Text(rows[0], mapping.Company, "company's name", Naming.MaxName);
        var (product, productProblem) = cells.Text(rows[0], mapping.Product, "product's name", Naming.MaxName);
        var (title, titleProblem) = cells.Text(rows[0], mapping.Title, "title", Journey.MaxTitle);
        var (story, storyProblem) = cells.Text(rows[0], mapping.Story, "story", Journey.MaxStory);
        var (outcome, outcomeProblem) = OutcomeOf(rows[0]);
        var (endedOn, endedProblem) = DayOf(rows[0], mapping.EndedOn, "ended");
        var problem = companyProblem ?? (company is null ? "the company has no name" : null)
            ?? productProblem ?? titleProblem ?? storyProblem ?? outcomeProblem ?? endedProblem ?? Contradiction(rows);
        if (problem is not null)
        {
            return ImportReading.Rejected(problem);
        }

        var moments = new List<ImportedMoment>();
        problem = mapping.IsLong ? ReadLong(rows, moments) : ReadWide(rows[0], endedOn!.Value, moments);
        if (problem is not null || moments.Count < mapping.MinMoments || moments.Count > Journey.MaxMoments)
        {
            return ImportReading.Rejected(problem ?? FormattableString.Invariant(
                $"moments: {moments.Count}, not {mapping.MinMoments} to {Journey.MaxMoments}"));
        }

        var latest = moments.Max(moment => moment.OccurredOn);
        return endedOn < latest
            ? ImportReading.Rejected("the journey ended before its latest moment")
            : new ImportReading(
                new ImportedJourney(importKey, company!, product, title, story, endedOn ?? latest, outcome, moments, rows.Count)
                {
                    IsOrdered = mapping.IsOrdered,
                },
                null);
    }

    private string? ReadWide(ImportRow row, DateOnly day, List<ImportedMoment> moments)
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

    private string? ReadLong(IReadOnlyList<ImportRow> rows, List<ImportedMoment> moments)
    {
        foreach (var row in rows)
        {
            var (touchpoint, nameProblem) = cells.Text(row, mapping.Touchpoint, "touchpoint's name", Naming.MaxName);
            var channelCode = cells.Text(row, mapping.Channel);
            var channel = channelCode is null ? Channel.Other : ChannelCodes.FromCode(channelCode);
            var (day, dayProblem) = DayOf(row, mapping.OccurredOn, "occurred");
            var (score, scoreProblem) = ScoreOf(row, mapping.Score!);
            var problem = nameProblem ?? (touchpoint is null ? "the touchpoint has no name" : null)
                ?? (channel is null ? $"the channel is none{ImportCells.Quoted(channelCode)}" : null) ?? dayProblem ?? scoreProblem;
            if (problem is not null)
            {
                return rows.Count == 1 ? problem : FormattableString.Invariant($"line {row.Line}: {problem}");
            }

            if (score is not null)
            {
                moments.Add(new ImportedMoment(touchpoint!, channel!.Value, score.Value, day!.Value));
            }
        }

        return null;
    }

    private (Score? Score, string? Problem) ScoreOf(ImportRow row, ImportScale scale) =>
        cells.Rating(row, scale.Column!) is { } rating ? ImportScores.Read(rating, scale) : (null, null);

    private (DateOnly? Day, string? Problem) DayOf(ImportRow row, ImportDate? field, string name)
    {
        if (field is null)
        {
            return (null, null);
        }

        var text = cells.Text(row, field);
        var (day, quoted) = (text is null ? null : ImportDays.Read(text, field.Formats), ImportCells.Quoted(text));
        return day switch
        {
            null => (null, $"the day on which it {name} cannot be read{quoted}"),
            _ when day < Moment.EarliestDay => (null, $"the day on which it {name} is before {Moment.EarliestDay:yyyy-MM-dd}{quoted}"),
            _ when day > latestDay => (null, $"the day on which it {name} has not come yet{quoted}"),
            _ => (day, null),
        };
    }

    private (Outcome Outcome, string? Problem) OutcomeOf(ImportRow row)
    {
        if (mapping.Outcome is not { } field)
        {
            return (Outcome.NotSaid, null);
        }

        // A word in the map is an outcome even if it means "missing" in other columns.
        if (field.Map is { } map && cells.Raw(row, field)?.Trim() is { } word && map.TryGetValue(word, out var meant))
        {
            return (OutcomeCodes.FromCode(meant)!.Value, null);
        }

        var code = cells.Text(row, field);
        var outcome = code is null ? Outcome.NotSaid : field.Map is null ? OutcomeCodes.FromCode(code) : null;
        return outcome is null
            ? (Outcome.NotSaid, $"the outcome is not in the mapping{ImportCells.Quoted(code ?? cells.Raw(row, field)?.Trim())}")
            : (outcome.Value, null);
    }

    private string? Contradiction(IReadOnlyList<ImportRow> rows)
    {
        ImportField?[] fields =
            [mapping.Company, mapping.Product, mapping.EndedOn, mapping.Title, mapping.Story, mapping.ExternalId, mapping.Outcome];
        var differing = fields.FirstOrDefault(field => rows.Any(row => cells.Raw(row, field) != cells.Raw(rows[0], field)));
        return differing is null ? null : $"\"{differing.Column}\" is not the same in all rows of the journey";
    }
}

/// <summary>The journey that was read from its rows, or why there is none.</summary>
internal readonly record struct ImportReading(ImportedJourney? Journey, string? Problem)
{
    public static ImportReading Rejected(string problem) => new(null, problem);
}

/// <summary>A row of the file, with the line it begins on.</summary>
/// <param name="Problem">Why it cannot be read as a row of this file; null if it can.</param>
internal sealed record ImportRow(int Line, IReadOnlyList<string> Cells, string? Problem);
