using System.Globalization;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Days in the one form that addresses, files and date fields share: 2026-01-31. What people read is written by <see cref="Display"/>.
/// </summary>
public static class Days
{
    private const string Iso = "yyyy-MM-dd";

    /// <summary>The day as 2026-01-31.</summary>
    public static string ToIso(this DateOnly day) => day.ToString(Iso, CultureInfo.InvariantCulture);

    /// <summary>Reads a day written as 2026-01-31. Returns null for any other text: 01/02 is another day to others.</summary>
    public static DateOnly? FromIso(string? text) =>
        DateOnly.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>The clock of the code, which stores instants as UTC <see cref="DateTime"/>.</summary>
public static class Clock
{
    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime;
}
