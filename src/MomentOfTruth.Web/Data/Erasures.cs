namespace MomentOfTruth.Web.Data;

/// <summary>How many journeys with a company their customers erased in a month. All that is left of them.</summary>
public sealed class Erasures
{
    public required Guid CompanyId { get; init; }

    /// <summary>The first day of the month of erasing; nothing finer is kept.</summary>
    public required DateOnly Month { get; init; }

    public required int N { get; set; }
}
