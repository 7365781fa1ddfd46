using System.Globalization;
using System.Text.RegularExpressions;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>Days as files write them.</summary>
internal static partial class ImportDays
{
    private const string WithOrdinal = "d MMMM yyyy";

    public static bool IsFormat(string? format)
    {
        if (string.IsNullOrEmpty(format))
        {
            return false;
        }

        // A format is good if a day written in it is read as the same day.
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

    /// <summary>The day on the wall where it was written; null if it is in none of the formats.</summary>
    public static DateOnly? Read(string text, IReadOnlyList<string> formats)
    {
        var trimmed = text.Trim();
        return Exact(trimmed, [.. formats])
            ?? (formats.Contains(WithOrdinal) && Ordinal().IsMatch(trimmed) ? Exact(Ordinal().Replace(trimmed, "$1"), [WithOrdinal]) : null);
    }

    private static DateOnly? Exact(string text, string[] formats) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? DateOnly.FromDateTime(instant.DateTime)
            : null;

    [GeneratedRegex("^([0-9]{1,2})(?:st|nd|rd|th)(?= )", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();
}
