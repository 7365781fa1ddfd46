namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// What the columns of a foreign CSV file mean. <c>wide</c>: one row a journey, one column of ratings a touchpoint, moments in the order of
/// the mapping. <c>long</c>: one row a moment, the rows of a journey together.
/// </summary>
public sealed record ImportMapping
{
    public const string WideShape = "wide", LongShape = "long";

    public string Shape { get; init; } = WideShape;

    public ImportField? Company { get; init; }

    public ImportField? Product { get; init; }

    /// <summary>The day on which the journey ended; in the long shape it may be absent: then the day of the latest moment.</summary>
    public ImportDate? EndedOn { get; init; }

    public ImportField? Title { get; init; }

    public ImportField? Story { get; init; }

    /// <summary>Names a journey within its company, so that it is imported once. Without it the row itself does, or in the long shape the journey's name.</summary>
    public ImportField? ExternalId { get; init; }

    /// <summary>Cells that say nothing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [""];

    /// <summary>Of the wide shape.</summary>
    public IReadOnlyList<ImportTouchpoint> Touchpoints { get; init; } = [];

    /// <summary>A journey with fewer moments is not imported.</summary>
    public int MinMoments { get; init; } = 1;

    public ImportOutcome? Outcome { get; init; }

    /// <summary>Of the long shape: the column that names the journey.</summary>
    public ImportField? Journey { get; init; }

    /// <summary>Of the long shape.</summary>
    public ImportField? Touchpoint { get; init; }

    /// <summary>Of the long shape; channel codes. May be absent.</summary>
    public ImportField? Channel { get; init; }

    /// <summary>Of the long shape.</summary>
    public ImportDate? OccurredOn { get; init; }

    /// <summary>Of the long shape.</summary>
    public ImportScale? Score { get; init; }

    internal bool IsLong => Shape == LongShape;
}
