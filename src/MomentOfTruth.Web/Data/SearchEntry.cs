namespace MomentOfTruth.Web.Data;

/// <summary>What a journey can be found by; journeys in which nobody said a word have none. Written only by <see cref="SearchIndex"/>.</summary>
public sealed class SearchEntry
{
    public SearchEntry(Guid journeyId, string text, int[] terms) => (JourneyId, Text, Terms) = (journeyId, text, terms);

    private SearchEntry()
    {
    }

    /// <summary>For the engine's index, which knows rows by numbers.</summary>
    public long Number { get; private set; }

    public Guid JourneyId { get; private set; }

    /// <summary>The folded texts, in which a candidate is looked for what was asked.</summary>
    public string Text { get; private set; } = "";

    /// <summary>A column with an index on PostgreSQL; on SQLite in the full-text index alone.</summary>
    public int[] Terms { get; private set; } = [];
}
