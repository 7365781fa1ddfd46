using System.Text.Json;
using System.Text.Json.Serialization;

namespace MomentOfTruth.Web.Features.Imports;

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
