using MomentOfTruth.Domain.Ledger;

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

/// <summary>How long the period of a ledger row is. A span is read as its whole months plus the days at its edges.</summary>
public enum FactGrain : byte
{
    Day = 0,
    Month = 1,

    /// <summary>No period: one row a company, which counts the changes to its others.</summary>
    Ever = 2,
}

/// <summary>What the ledger as a whole is: one row.</summary>
public sealed class LedgerState
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    /// <summary>The definition of the counts that the rows follow; an older one than the code's is rebuilt.</summary>
    public int Definition { get; set; }

    /// <summary>The definition that the index of stories follows; as for the ledger.</summary>
    public int SearchDefinition { get; set; }

    /// <summary>Counts repairs up, so that of two at the same time only one is applied.</summary>
    public int Repairs { get; set; }
}
