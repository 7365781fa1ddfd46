namespace MomentOfTruth.Web.Data;

/// <summary>One import of one file, which can be taken back. A file may hold journeys of several companies.</summary>
public sealed class ImportBatch
{
    public const int MaxFileName = 255;

    public required Guid Id { get; init; }

    /// <summary>The name of the file, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>The folder in which it stood, and in which its rejected rows stand.</summary>
    public required string Folder { get; init; }

    /// <summary>The mapping with which it was read, as JSON.</summary>
    public required string Mapping { get; init; }

    public required DateTime StartedAtUtc { get; init; }

    /// <summary>The journeys that it added, and their moments.</summary>
    public int Journeys { get; set; }

    public int Moments { get; set; }

    /// <summary>The journeys that it found and changed.</summary>
    public int Updated { get; set; }

    /// <summary>The rows that were rejected and have not come in since.</summary>
    public int Skipped { get; set; }

    /// <summary>Null unless it was taken back.</summary>
    public DateTime? UndoneAtUtc { get; set; }
}

/// <summary>What a batch did to a journey.</summary>
public sealed class BatchJourney
{
    public required Guid CompanyId { get; init; }

    public required Guid BatchId { get; init; }

    public required Guid JourneyId { get; init; }

    /// <summary>The line of the file on which the journey begins.</summary>
    public required int Line { get; init; }

    /// <summary>The version in which the batch left the journey: one with another was changed since.</summary>
    public required int Version { get; set; }

    /// <summary>What the journey was before, as JSON; null if the batch added it.</summary>
    public string? Before { get; init; }
}

/// <summary>A company, touchpoint or product that was new with a batch.</summary>
public sealed class BatchName
{
    public required Guid CompanyId { get; init; }

    public required Guid BatchId { get; init; }

    /// <summary>Of the touchpoint or product; for the company itself its own.</summary>
    public required Guid NameId { get; init; }
}
