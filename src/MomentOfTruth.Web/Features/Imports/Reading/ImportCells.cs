using System.Globalization;
using System.Text.RegularExpressions;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Reads the cells of a row that the mapping names.</summary>
internal sealed class ImportCells(ImportMapping mapping, IReadOnlyList<string> header)
{
    private const int LongestQuote = 40;

    private readonly Dictionary<string, int> _columns = header.Index()
        .GroupBy(column => column.Item, column => column.Index)
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    private readonly HashSet<string> _missing = [.. mapping.Missing.Select(word => word.Trim())];

    /// <summary>Returns the text without the guard against spreadsheets; null if the cell is empty or one of the missing words.</summary>
    public string? Text(ImportRow row, ImportField? field)
    {
        var text = SpreadsheetText.Unguard(Raw(row, field)?.Trim())?.Trim();
        text = text is null ? null : PlainText.Mended(text).Trim();
        return text is null || _missing.Contains(text) || text.Length == 0 ? null : text;
    }

    /// <summary>Returns the text, or why it cannot be stored.</summary>
    public (string? Text, string? Problem) Text(ImportRow row, ImportField? field, string name, int maxLength)
    {
        var text = Text(row, field);
        return text switch
        {
            null => (null, null),
            _ when maxLength == Naming.MaxName && !PlainText.IsName(text) => (null, $"the {name} has nothing that can be seen"),
            _ when text.Length > maxLength => (null, FormattableString.Invariant($"the {name} is longer than {maxLength} characters")),
            _ when text.Contains('\0', StringComparison.Ordinal) => (null, $"the {name} holds a NUL"),
            _ => (text, null),
        };
    }

    /// <summary>What stands in a cell that is refused, behind the reason; nothing for an empty one.</summary>
    public static string Quoted(string? text) => string.IsNullOrEmpty(text)
        ? ""
        : $": \"{(text.Length > LongestQuote ? PlainText.Cut(text, LongestQuote) + "…" : text)}\"";

    /// <summary>Returns the cell of a rating; null if it is one of the missing words.</summary>
    public string? Rating(ImportRow row, string column)
    {
        var text = row.Cells[_columns[column]].Trim();
        return _missing.Contains(text) ? null : text;
    }

    public string? Raw(ImportRow row, ImportField? field) => field?.Column is { } column ? row.Cells[_columns[column]] : field?.Value;
}

/// <summary>Reads days in the formats of a mapping.</summary>
internal static partial class ImportDays
{
    private const string WithOrdinal = "d MMMM yyyy";

    public static bool IsFormat(string? format)
    {
        if (string.IsNullOrEmpty(format))
        {
            return false;
        }

        // A format is valid if a day that was written in it is read as the same day.
        var day = new DateTimeOffset(2004, 11, 23, 0, 0, 0, TimeSpan.Zero);
        try
        {
            return Read(day.ToString(format, CultureInfo.InvariantCulture), [format]) == DateOnly.FromDateTime(day.DateTime);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Returns the local day of the place where it was written; null if the text matches none of the formats.</summary>
    public static DateOnly? Read(string text, IReadOnlyList<string> formats)
    {
        var trimmed = text.Trim();
        return Exact(trimmed, [.. formats])
            ?? (formats.Contains(WithOrdinal) && Ordinal().IsMatch(trimmed)
                ? Exact(Ordinal().Replace(trimmed, "$1"), [WithOrdinal])
                : null);
    }

    private static DateOnly? Exact(string text, string[] formats) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? DateOnly.FromDateTime(instant.DateTime)
            : null;

    [GeneratedRegex("^([0-9]{1,2})(?:st|nd|rd|th)(?= )", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();
}

/// <summary>Converts ratings on a foreign scale to scores from 0 to 10.</summary>
internal static class ImportScores
{
    /// <summary>The largest rating and end of a scale. Larger ones do not occur and could not be computed exactly.</summary>
    public const decimal Limit = 1_000_000_000;

    /// <summary>Returns the score, or why the rating is not valid; neither for a 0 that means missing.</summary>
    public static (Score? Score, string? Problem) Read(string text, ImportScale scale)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value))
        {
            return (null, $"\"{scale.Column}\" is no number{ImportCells.Quoted(text)}");
        }

        var (low, high) = (scale.Low!.Value, scale.High!.Value);
        if (value == 0 && low > 0 && scale.Zero != ImportScale.ZeroError)
        {
            return scale.Zero == ImportScale.ZeroLowest ? (new Score(Score.MinTenths), null) : (null, null);
        }

        return value < low || value > high
            ? (null, $"\"{scale.Column}\" is off its scale{ImportCells.Quoted(text)}")
            : (new Score(TenthsOf(value, low, high)), null);
    }

    // Only the scale's lowest is a zero: a bad rating that merely rounds to one must not end the journey.
    private static int TenthsOf(decimal value, decimal low, decimal high)
    {
        var tenths = (int)Math.Round(Score.MaxTenths * (value - low) / (high - low), MidpointRounding.AwayFromZero);
        return value > low ? Math.Max(tenths, Score.MinTenths + 1) : Score.MinTenths;
    }
}
