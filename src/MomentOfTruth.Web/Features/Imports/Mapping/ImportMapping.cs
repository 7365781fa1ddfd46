using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// What the columns of a foreign CSV file mean. <c>wide</c>: one row a journey, one column of ratings a touchpoint, moments in the order of
/// the mapping. <c>long</c>: one row a moment, the rows of a journey anywhere in the file.
/// </summary>
public sealed record ImportMapping
{
    public const string WideShape = "wide", LongShape = "long";

    public string Shape { get; init; } = WideShape;

    public ImportField? Company { get; init; }

    public ImportField? Product { get; init; }

    /// <summary>The day on which the journey ended; in the long shape it may be absent: then the day of the latest moment.</summary>
    public ImportDate? EndedOn { get; init; }

    public ImportField? Title { get; init; }

    public ImportField? Story { get; init; }

    /// <summary>Where the form was found, such as a branch.</summary>
    public ImportField? Place { get; init; }

    /// <summary>
    /// Identifies a journey within its company: a row with a known one changes its journey. Without it a hash of the row does, or in the
    /// long shape the journey's name.
    /// </summary>
    public ImportField? ExternalId { get; init; }

    /// <summary>The words of empty cells.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>Of the wide shape.</summary>
    public IReadOnlyList<ImportTouchpoint> Touchpoints { get; init; } = [];

    /// <summary>A journey with fewer moments is not imported.</summary>
    public int MinMoments { get; init; } = 1;

    /// <summary>
    /// Whether the moments stand in the order in which each customer met them. Null means: not in the wide shape, where they stand in the
    /// order of the mapping, and yes in the long one.
    /// </summary>
    public bool? Ordered { get; init; }

    /// <summary>How the journey ended: an outcome code, or a word that the map makes one.</summary>
    public ImportField? Outcome { get; init; }

    /// <summary>Of the long shape: the column that names the journey.</summary>
    public ImportField? Journey { get; init; }

    /// <summary>Of the long shape.</summary>
    public ImportField? Touchpoint { get; init; }

    /// <summary>Of the long shape; channel codes. May be absent.</summary>
    public ImportField? Channel { get; init; }

    /// <summary>Of the long shape.</summary>
    public ImportDate? OccurredOn { get; init; }

    /// <summary>Of the long shape.</summary>
    public ImportScale? Score { get; init; }

    internal bool IsLong => Shape == LongShape;

    internal bool IsOrdered => Ordered ?? IsLong;
}

/// <summary>Where a text comes from: a column of the file, or the same value for every row.</summary>
public record ImportField
{
    public string? Column { get; init; }

    public string? Value { get; init; }

    /// <summary>
    /// From a word of the file to what it means, such as a code to a name. With it, no other words are taken. Words are compared as names
    /// are.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }
}

/// <summary>A column of ratings, and the scale they were given on.</summary>
public record ImportScale
{
    public string? Column { get; init; }

    /// <summary>The worst rating: it alone becomes 0.</summary>
    public decimal? Low { get; init; }

    /// <summary>The best rating: 10.</summary>
    public decimal? High { get; init; }

    /// <summary>What a 0 below the scale means: <c>missing</c>, <c>lowest</c> or <c>error</c>.</summary>
    public string Zero { get; init; } = ZeroError;

    /// <summary>
    /// From a word of the file to a number on the scale; null for no rating. Without <see cref="Low"/> and <see cref="High"/> the numbers
    /// are scores from 0 to 10, and the column holds nothing but these words.
    /// </summary>
    public IReadOnlyDictionary<string, decimal?>? Map { get; init; }

    public const string ZeroMissing = "missing", ZeroLowest = "lowest", ZeroError = "error";
}

/// <summary>A column of ratings that are moments at one touchpoint.</summary>
public sealed record ImportTouchpoint : ImportScale
{
    public string? Name { get; init; }

    /// <summary>A channel code.</summary>
    public string? Channel { get; init; }
}

/// <summary>
/// A day, and the formats in which it may be written (of .NET, invariant). The format <c>d MMMM yyyy</c> also reads "16th April 2025"; one
/// without a day, such as <c>MMM-yy</c>, means the last day of the month.
/// </summary>
public sealed record ImportDate : ImportField
{
    public IReadOnlyList<string> Formats { get; init; } = ["yyyy-MM-dd"];
}

/// <summary>Reads a mapping from JSON. Unknown properties are errors, since a misspelt one would otherwise be ignored silently.</summary>
public static class ImportMappingJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
    };

    private static readonly JsonSerializerOptions Written = new(Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The mapping as JSON, without what is left out.</summary>
    public static string Write(ImportMapping mapping) => JsonSerializer.Serialize(mapping, Written);

    /// <summary>Returns the mapping, or what is wrong with it.</summary>
    public static (ImportMapping? Mapping, IReadOnlyList<string> Problems) Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportMapping>(json, Options) is not { } mapping
                ? (null, ["The mapping is empty."])
                : ImportMappingRules.ProblemsOf(mapping) is { Count: > 0 } problems ? (null, problems) : (mapping, []);
        }
        catch (JsonException invalid)
        {
            return (null, [invalid.Message]);
        }
    }
}
