using System.Globalization;
using System.Text.RegularExpressions;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Reads days in the formats of a mapping. A year of two digits is the latest one that ends so and has begun; a month without a day is its
/// last day, or the latest that has come.
/// </summary>
internal sealed partial class ImportDays
{
    private const string WithOrdinal = "d MMMM yyyy";

    private readonly DateOnly _latestDay;
    private readonly CultureInfo _culture;
    private readonly IReadOnlyList<(string Format, bool IsMonth)> _formats;

    public ImportDays(IReadOnlyList<string> formats, DateOnly latestDay)
    {
        _latestDay = latestDay;
        _culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        _culture.DateTimeFormat.Calendar = new GregorianCalendar { TwoDigitYearMax = latestDay.Year };
        _formats = [.. formats.Select(format => (format, IsMonth(format)))];
    }

    /// <summary>Whether what is written in this format can be read as a day or a month.</summary>
    public static bool IsFormat(string? format)
    {
        if (string.IsNullOrEmpty(format))
        {
            return false;
        }

        // A format is valid if a day that was written in it is read as the same day.
        var day = new DateOnly(2004, 11, 23);
        try
        {
            var read = new ImportDays([format], new DateOnly(2050, 1, 1)).Read(Written(day, format)).Day;
            return read == (IsMonth(format) ? new DateOnly(2004, 11, 30) : day);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Returns the local day of the place where it was written.</summary>
    public DayReading Read(string text)
    {
        var trimmed = text.Trim();
        DayReading first = default;
        string? format = null;
        foreach (var (other, isMonth) in _formats)
        {
            if (Exact(trimmed, other) is not { } day)
            {
                continue;
            }

            var reading = new DayReading(isMonth ? LastOf(day) : day, isMonth, null);
            if (first.Day is { } before && before != reading.Day)
            {
                return new DayReading(null, false, $"{Spoken(before)} by \"{format}\", {Spoken(reading.Day!.Value)} by \"{other}\"");
            }

            (first, format) = (reading, other);
        }

        return first;
    }

    private DateOnly? Exact(string text, string format) =>
        Parsed(text, format)
        ?? (format == WithOrdinal && Ordinal().IsMatch(text) ? Parsed(Ordinal().Replace(text, "$1"), format) : null);

    private DateOnly? Parsed(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, _culture, DateTimeStyles.AssumeUniversal, out var instant)
            ? DateOnly.FromDateTime(instant.DateTime)
            : null;

    private DateOnly LastOf(DateOnly month)
    {
        var last = new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
        var today = _latestDay.AddDays(-1);
        return last > today && month <= today ? today : last;
    }

    private static bool IsMonth(string? format)
    {
        try
        {
            return format is not null && Written(new DateOnly(2004, 11, 23), format) == Written(new DateOnly(2004, 11, 24), format);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Written(DateOnly day, string format) =>
        new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToString(format, CultureInfo.InvariantCulture);

    private static string Spoken(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]{1,2})(?:st|nd|rd|th)(?= )", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();
}

/// <summary>A day that was read from a text.</summary>
/// <param name="Day">Null if the text is no day in any of the formats, or different days in several.</param>
/// <param name="IsMonth">Whether it is the last day of a month that was written without a day.</param>
/// <param name="Both">The different days, in words.</param>
internal readonly record struct DayReading(DateOnly? Day, bool IsMonth, string? Both);
