using System.Globalization;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Which stretch of the list is asked for: what is older than a place, newer than one, or the newest.</summary>
public sealed record JourneyPaging(int Rows, JourneyCursor? OlderThan = null, JourneyCursor? NewerThan = null)
{
    public const string RowsName = "rows", OlderName = "older-than", NewerName = "newer-than";

    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    /// <summary>What cannot be read counts as not said: it is a place in a list, not a condition on it.</summary>
    public static JourneyPaging Parse(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var rows = int.TryParse(query[RowsName].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && Sizes.Contains(asked) ? asked : Sizes[0];
        return new JourneyPaging(rows, JourneyCursor.TryParse(query[OlderName].FirstOrDefault()), JourneyCursor.TryParse(query[NewerName].FirstOrDefault()));
    }

    /// <summary>The number of rows for an address; null for the usual one.</summary>
    public string? RowsText => Rows == Sizes[0] ? null : Rows.ToString(CultureInfo.InvariantCulture);
}
