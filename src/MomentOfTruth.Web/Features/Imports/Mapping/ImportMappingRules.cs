using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Checks a mapping before a file is read with it.</summary>
internal static class ImportMappingRules
{
    public static List<string> ProblemsOf(ImportMapping mapping) => [.. Problems(mapping)];

    /// <summary>Returns a message for each column that the mapping names and the file lacks.</summary>
    public static List<string> MissingColumns(ImportMapping mapping, IEnumerable<string> header) =>
        [.. Columns(mapping).Except(header, StringComparer.Ordinal).Select(column => $"The file has no column \"{column}\".")];

    private static IEnumerable<string> Problems(ImportMapping mapping) =>
        mapping.Shape is not (ImportMapping.WideShape or ImportMapping.LongShape)
            ? [$"\"shape\" is \"wide\" or \"long\", not \"{mapping.Shape}\"."]
            : Fields(mapping).SelectMany(field => FieldProblems(field.Name, field.Field))
                .Concat(Required(mapping))
                .Concat(mapping.IsLong ? LongProblems(mapping) : WideProblems(mapping))
                .Concat(OutcomeProblems(mapping.Outcome))
                .Concat(mapping.MinMoments is < 1 or > Journey.MaxMoments ? [$"\"minMoments\" is 1 to {Journey.MaxMoments}."] : []);

    private static IEnumerable<string> Required(ImportMapping mapping)
    {
        (string Name, object? Value)[] required = mapping.IsLong
            ?
            [
                ("company", mapping.Company), ("journey", mapping.Journey), ("touchpoint", mapping.Touchpoint),
                ("occurredOn", mapping.OccurredOn), ("score", mapping.Score),
            ]
            : [("company", mapping.Company), ("endedOn", mapping.EndedOn)];
        return required.Where(field => field.Value is null).Select(field => $"\"{field.Name}\" is missing.");
    }

    private static IEnumerable<string> FieldProblems(string name, ImportField field)
    {
        if (field.Column is null == field.Value is null)
        {
            yield return $"\"{name}\" needs either \"column\" or \"value\"{(field.Column is null ? "" : ", not both")}.";
        }

        if (field is not ImportDate date)
        {
            yield break;
        }

        if (date.Formats.Count == 0 || !date.Formats.All(ImportDays.IsFormat))
        {
            yield return $"\"{name}\" needs date formats such as \"yyyy-MM-dd\".";
        }
        else if (date.Value is not null && ImportDays.Read(date.Value, date.Formats) is null)
        {
            yield return $"\"{name}\" has the value \"{date.Value}\", which is no day in its formats.";
        }
    }

    private static IEnumerable<string> WideProblems(ImportMapping mapping)
    {
        object?[] ofLongOnly = [mapping.Journey, mapping.Touchpoint, mapping.Channel, mapping.OccurredOn, mapping.Score];
        if (ofLongOnly.Any(field => field is not null))
        {
            yield return "\"journey\", \"touchpoint\", \"channel\", \"occurredOn\" and \"score\" belong to the shape \"long\".";
        }

        if (mapping.Touchpoints.Count is 0 or > Journey.MaxMoments)
        {
            yield return $"\"touchpoints\" holds 1 to {Journey.MaxMoments} columns.";
        }

        foreach (var (index, touchpoint) in mapping.Touchpoints.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"touchpoints[{index}]");
            foreach (var problem in touchpoint is null ? [$"\"{name}\" is null."] : TouchpointProblems(name, touchpoint))
            {
                yield return problem;
            }
        }

        var columns = mapping.Touchpoints.OfType<ImportTouchpoint>().GroupBy(t => t.Column);
        foreach (var column in columns.Where(same => same.Key is not null && same.Count() > 1))
        {
            yield return $"The column \"{column.Key}\" is in \"touchpoints\" more than once.";
        }
    }

    private static IEnumerable<string> LongProblems(ImportMapping mapping)
    {
        if (mapping.Touchpoints.Count > 0)
        {
            yield return "\"touchpoints\" belongs to the shape \"wide\"; in the long one a column names the touchpoint.";
        }

        if (mapping.Channel?.Value is { } channel && ChannelCodes.FromCode(channel) is null)
        {
            yield return $"\"channel\" is no channel: \"{channel}\".";
        }

        foreach (var problem in mapping.Score is null ? [] : ScaleProblems("score", mapping.Score))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> TouchpointProblems(string name, ImportTouchpoint touchpoint)
    {
        if (string.IsNullOrWhiteSpace(touchpoint.Name)
            || touchpoint.Name.Trim().Length > Naming.MaxName
            || touchpoint.Name.Contains('\0', StringComparison.Ordinal))
        {
            yield return $"\"{name}\" needs a \"name\" of at most {Naming.MaxName} characters.";
        }

        if (ChannelCodes.FromCode(touchpoint.Channel) is null)
        {
            yield return $"\"{name}\" needs a \"channel\": {string.Join(", ", Enum.GetValues<Channel>().Select(c => c.ToCode()))}.";
        }

        foreach (var problem in ScaleProblems(name, touchpoint))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> ScaleProblems(string name, ImportScale scale)
    {
        if (scale.Column is null)
        {
            yield return $"\"{name}\" needs a \"column\".";
        }

        if (scale.Low is not { } low || scale.High is not { } high || low >= high)
        {
            yield return $"\"{name}\" needs \"low\" and \"high\", low below high.";
        }
        else if (Math.Max(Math.Abs(low), Math.Abs(high)) > ImportScores.Limit)
        {
            yield return $"\"{name}\" has a scale beyond {ImportScores.Limit.ToString(CultureInfo.InvariantCulture)}.";
        }

        if (scale.Zero is not (ImportScale.ZeroMissing or ImportScale.ZeroLowest or ImportScale.ZeroError))
        {
            yield return $"\"{name}\" has \"zero\" \"{scale.Zero}\"; it is \"missing\", \"lowest\" or \"error\".";
        }
    }

    private static IEnumerable<string> OutcomeProblems(ImportOutcome? outcome)
    {
        var known = string.Join(", ", Enum.GetValues<Outcome>().Select(o => o.ToCode()));
        var codes = outcome?.Map?.Values ?? (outcome?.Value is { } value ? [value] : []);
        return codes.Where(code => OutcomeCodes.FromCode(code) is null)
            .Select(code => $"\"outcome\" has \"{code}\", which is none of {known}.");
    }

    private static IEnumerable<(string Name, ImportField Field)> Fields(ImportMapping mapping) =>
        new (string Name, ImportField? Field)[]
        {
            ("company", mapping.Company), ("product", mapping.Product), ("endedOn", mapping.EndedOn), ("title", mapping.Title),
            ("story", mapping.Story), ("externalId", mapping.ExternalId), ("outcome", mapping.Outcome), ("journey", mapping.Journey),
            ("touchpoint", mapping.Touchpoint), ("channel", mapping.Channel), ("occurredOn", mapping.OccurredOn),
        }.Where(field => field.Field is not null).Select(field => (field.Name, field.Field!));

    private static IEnumerable<string> Columns(ImportMapping mapping) =>
        Fields(mapping).Select(field => field.Field.Column)
            .Concat(mapping.Touchpoints.Select(touchpoint => touchpoint.Column))
            .Append(mapping.Score?.Column)
            .OfType<string>()
            .Distinct();
}
