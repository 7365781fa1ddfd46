using MomentOfTruth.Web.Features.Exports;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>What the mapping's fields say in a row.</summary>
internal sealed class ImportCells(ImportMapping mapping, IReadOnlyList<string> header)
{
    private readonly Dictionary<string, int> _columns =
        header.Index().GroupBy(column => column.Item, column => column.Index).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    private readonly HashSet<string> _missing = [.. mapping.Missing.Select(word => word.Trim())];

    /// <summary>The text as it was meant, without a guard against spreadsheets; null if the row says nothing.</summary>
    public string? Text(ImportRow row, ImportField? field)
    {
        var text = SpreadsheetText.Unguard(Raw(row, field)?.Trim())?.Trim();
        return text is null || _missing.Contains(text) || text.Length == 0 ? null : text;
    }

    /// <summary>The text, or why it cannot be stored.</summary>
    public (string? Text, string? Problem) Text(ImportRow row, ImportField? field, string name, int maxLength)
    {
        var text = Text(row, field);
        return text switch
        {
            null => (null, null),
            _ when text.Length > maxLength => (null, FormattableString.Invariant($"the {name} is longer than {maxLength} characters")),
            _ when text.Contains('\0', StringComparison.Ordinal) => (null, $"the {name} holds a NUL"),
            _ => (text, null),
        };
    }

    /// <summary>The cell of a rating; null if it is one of the missing words.</summary>
    public string? Rating(ImportRow row, string column)
    {
        var text = row.Cells[_columns[column]].Trim();
        return _missing.Contains(text) ? null : text;
    }

    public string? Raw(ImportRow row, ImportField? field) => field?.Column is { } column ? row.Cells[_columns[column]] : field?.Value;
}
