using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One page of the list, newest first.</summary>
/// <param name="Matching">How many the filter selects.</param>
/// <param name="Total">How many there are in the same state without it.</param>
/// <param name="Newer">Where the page of newer ones is; null if there are none.</param>
/// <param name="Older">Where the page of older ones is; null if there are none.</param>
public sealed record JourneyList(
    IReadOnlyList<JourneyRow> Rows, IReadOnlyDictionary<Guid, string> Touchpoints, long Matching, long Total, JourneyCursor? Newer, JourneyCursor? Older)
{
    /// <summary>What of the stories was looked for; journeys of which only the title was found have none.</summary>
    public IReadOnlyDictionary<Guid, Excerpt> Excerpts { get; init; } = new Dictionary<Guid, Excerpt>();

    /// <summary>What a journey is called where it has no title: after its first touchpoint.</summary>
    public string NameOf(JourneyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Title ?? Touchpoints[row.FirstTouchpointId];
    }
}
