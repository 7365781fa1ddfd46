using System.Globalization;

namespace MomentOfTruth.Web.Features.Publications;

/// <summary>A place in the list of published journeys: after the one of this month and id.</summary>
public sealed record PublishedCursor(DateOnly Month, Guid Id)
{
    /// <summary>Null for what is no place.</summary>
    public static PublishedCursor? TryParse(string? text) =>
        text?.Split('_') is [var month, var id]
        && DateOnly.TryParseExact(month, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Guid.TryParse(id, out var publication)
            ? new PublishedCursor(day, publication)
            : null;

    public override string ToString() => $"{Month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}_{Id:N}";
}
