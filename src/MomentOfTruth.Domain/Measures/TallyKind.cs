namespace MomentOfTruth.Domain.Measures;

/// <summary>What a named count of the facts ledger counts. The numbers are stored; a kind is never given another meaning.</summary>
public enum TallyKind : short
{
    /// <summary>Open journeys, under the day of their latest moment. All other kinds count finished journeys.</summary>
    InProgress = 1,

    /// <summary>Finished journeys.</summary>
    Journeys = 2,

    /// <summary>Finished journeys with at least one zero.</summary>
    Collapsed = 3,

    /// <summary>Sum of the products, in <see cref="Tally.Unit"/>.</summary>
    Product = 4,

    /// <summary>Sum of the even scores divided by 10, in <see cref="Tally.Unit"/>.</summary>
    EvenScore = 5,

    /// <summary>Sum of the plain averages divided by 10, in <see cref="Tally.Unit"/>.</summary>
    Average = 6,

    /// <summary>Moments by touchpoint and score; key <c>touchpoint:tenths</c>.</summary>
    Scores = 10,

    /// <summary>Journeys that had a moment at the touchpoint at or before their killing moment; key <c>touchpoint</c>.</summary>
    Reached = 11,

    /// <summary>Journeys whose killing moment was at the touchpoint; key <c>touchpoint</c>.</summary>
    Kills = 12,

    /// <summary>Journeys whose zeros are all at one touchpoint, with the sum of their <c>ButForZeros</c> in <see cref="Tally.Unit"/>; key <c>touchpoint:zeros</c>.</summary>
    SoleKiller = 13,

    /// <summary>Collapsed journeys by where their zeros are; key <c>touchpoint:zeros</c>, comma-separated in the order of the touchpoints' ids.</summary>
    ZeroSet = 14,

    /// <summary>Collapsed journeys whose plain average is 6.0 or more.</summary>
    Hidden = 15,

    /// <summary>Journeys by how they ended; key <c>collapsed|survived:outcome:destination</c>.</summary>
    Outcome = 16,

    /// <summary>Collapsed journeys of known outcome with something after the killing moment; key <c>good|poor:left|stayed</c>.</summary>
    Recovery = 17,

    /// <summary>Journeys of known outcome by moment count and average band; key <c>moments:band:collapsed|survived:left|stayed</c>.</summary>
    Matched = 18,

    /// <summary>Journeys by the last position at which they were alive or killed; key <c>position:alive|killed</c>.</summary>
    Position = 19,

    /// <summary>Changes to a company's ledger: kept beside the counts by the store, never in a tally.</summary>
    Changes = 100,
}
