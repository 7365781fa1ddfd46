using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Data;

/// <summary>One named count of the facts ledger. Written only by <see cref="FactsLedger"/>.</summary>
public sealed class FactRow
{
    public Guid CompanyId { get; private set; }

    public FactGrain Grain { get; private set; }

    /// <summary>The day, or the first day of the month.</summary>
    public DateOnly Period { get; private set; }

    /// <summary>The empty id for journeys without a product.</summary>
    public Guid ProductId { get; private set; }

    public TallyKind Kind { get; private set; }

    public string Key { get; private set; } = "";

    public long N { get; private set; }

    public long Sum { get; private set; }
}
