using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// What the columns of a foreign CSV file mean. <c>wide</c>: one row a journey, one column of ratings a touchpoint, moments in the order of
/// the mapping. <c>long</c>: one row a moment, the rows of a journey together.
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

    /// <summary>Names a journey within its company, so that it is imported once. Without it the row itself does, or in the long shape the journey's name.</summary>
    public ImportField? ExternalId { get; init; }

    /// <summary>Cells that say nothing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>Of the wide shape.</summary>
    public IReadOnlyList<ImportTouchpoint> Touchpoints { get; init; } = [];

    /// <summary>A journey with fewer moments is not imported.</summary>
    public int MinMoments { get; init; } = 1;

    public ImportOutcome? Outcome { get; init; }

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
}

/// <summary>A mapping as JSON. What it does not know it refuses: a misspelt property would otherwise be a silent choice.</summary>
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

    /// <summary>The mapping, or what is wrong with it.</summary>
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

/// <summary>
/// Names the journeys of a file, so that importing it again adds nothing: by their own id, or by a hash of the row and its ordinal among
/// identical rows of the file. Remembers 16 bytes of each row.
/// </summary>
internal sealed class ImportKeys(ImportMapping mapping, ImportCells cells)
{
    private const int MaxId = 180;

    private readonly Dictionary<UInt128, int> _seen = [];

    /// <summary>The name of the journey that begins with this row, or why it has none. Ask once for each journey, in the order of the file.</summary>
    public (string? Key, string? Problem) Next(ImportRow first)
    {
        var field = mapping.ExternalId ?? (mapping.IsLong ? mapping.Journey : null);
        if (field is null)
        {
            var row = Hash(first.Cells);
            var ordinal = Count(row);
            return (FormattableString.Invariant($"row:{Base64Url.EncodeToString(row)}:{ordinal}"), null);
        }

        var (id, problem) = cells.Text(first, field, "journey's id", MaxId);
        if (id is null)
        {
            return (null, problem ?? "the journey has no id");
        }

        // An id is unique within its company.
        return Count(Hash([cells.Text(first, mapping.Company) ?? "", id])) > 1
            ? (null, mapping.IsLong ? "the rows of this journey do not stand together" : "the id was in the file before")
            : ($"id:{id}", null);
    }

    private int Count(byte[] hash)
    {
        var start = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
        return _seen[start] = _seen.GetValueOrDefault(start) + 1;
    }

    // The lengths keep "ab","c" and "a","bc" apart.
    private static byte[] Hash(IReadOnlyList<string> texts) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => FormattableString.Invariant($"{text.Length}:{text}")))));
}

/// <summary>Where a text comes from: a column of the file, or the same value for every row.</summary>
public record ImportField
{
    public string? Column { get; init; }

    public string? Value { get; init; }
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

    public const string ZeroMissing = "missing", ZeroLowest = "lowest", ZeroError = "error";
}
