using System.Globalization;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>How values are written in files: the same for every language and machine, and so that nothing is lost.</summary>
internal static class ExportCells
{
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Time(TimeOnly? time) => time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>With the offset that the zone had then.</summary>
    public static string Instant(DateTime instantUtc, string timeZoneId) =>
        CompanyClock.LocalTime(new DateTimeOffset(instantUtc, TimeSpan.Zero), timeZoneId).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string? Text(string? text) => SpreadsheetText.Guard(text);
}
