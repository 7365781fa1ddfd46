using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Checks a mapping before a file is read with it.</summary>
internal static class ImportMappingRules
{
    public static List<string> ProblemsOf(ImportMapping mapping) => [.. Problems(mapping)];

    /// <summary>The columns that the mapping names, each once.</summary>
    public static IReadOnlyList<string> ColumnsOf(ImportMapping mapping) => [.. Columns(mapping)];

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

        foreach (var problem in MapProblems(name, field.Map?.Keys))
        {
            yield return problem;
        }

        if (field is not ImportDate date)
        {
            yield break;
        }

        if (date.Map is not null)
        {
            yield return $"\"{name}\" is a day and has no \"map\".";
        }

        if (date.Formats.Count == 0 || !date.Formats.All(ImportDays.IsFormat))
        {
            yield return $"\"{name}\" needs date formats such as \"yyyy-MM-dd\".";
        }
        else if (date.Value is not null && new ImportDays(date.Formats, DateOnly.MaxValue).Read(date.Value).Day is null)
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

        foreach (var problem in MapProblems(name, scale.Map?.Keys))
        {
            yield return problem;
        }

        var (lowest, highest) = ImportScores.EndsOf(scale);
        if (scale.Map?.Any(word => word.Value < lowest || word.Value > highest) == true)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"\"{name}\" has a \"map\" with numbers off its scale, {lowest} to {highest}.");
        }

        if (scale is { Map: not null, Low: null, High: null })
        {
            yield break;
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

    private static IEnumerable<string> MapProblems(string name, IEnumerable<string>? words)
    {
        if (words is null)
        {
            return [];
        }

        var same = words.GroupBy(Naming.KeyOf).Where(group => group.Count() > 1).ToList();
        return words.Any()
            ? same.Select(group => $"\"{name}\" has the same word in its \"map\" more than once: \"{string.Join("\", \"", group)}\".")
            : [$"\"{name}\" has an empty \"map\"."];
    }

    private static IEnumerable<string> OutcomeProblems(ImportField? outcome)
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
            ("story", mapping.Story), ("place", mapping.Place), ("externalId", mapping.ExternalId), ("outcome", mapping.Outcome),
            ("journey", mapping.Journey), ("touchpoint", mapping.Touchpoint), ("channel", mapping.Channel),
            ("occurredOn", mapping.OccurredOn),
        }.Where(field => field.Field is not null).Select(field => (field.Name, field.Field!));

    private static IEnumerable<string> Columns(ImportMapping mapping) =>
        Fields(mapping).Select(field => field.Field.Column)
            .Concat(mapping.Touchpoints.Select(touchpoint => touchpoint.Column))
            .Append(mapping.Score?.Column)
            .OfType<string>()
            .Distinct();
}
