using System.Globalization;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>A place in the list of journeys, which is ordered by day and, within a day, by logging.</summary>
public sealed record JourneyCursor(DateOnly Day, Guid Id)
{
    private const int DayLength = 10;

    /// <summary>Null for a text that is no place; the list then begins at its beginning.</summary>
    public static JourneyCursor? TryParse(string? text) =>
        text is { Length: > DayLength } && text[DayLength] == '_'
        && DateOnly.TryParseExact(text[..DayLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Guid.TryParseExact(text[(DayLength + 1)..], "N", out var id)
            ? new JourneyCursor(day, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}_{Id:N}");
}
