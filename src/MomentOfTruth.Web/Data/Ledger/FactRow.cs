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

/// <summary>The length of the period of a ledger row. A span is read as its whole months plus the days at its edges.</summary>
public enum FactGrain : byte
{
    Day = 0,
    Month = 1,

    /// <summary>No period: one row a company, which counts the changes to its others.</summary>
    Ever = 2,
}

/// <summary>The state of the ledger as a whole: one row.</summary>
public sealed class LedgerState
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    /// <summary>The definition of the counts by which the rows were made. If it is not the code's, the ledger is rebuilt.</summary>
    public int Definition { get; set; }

    /// <summary>The definition by which the index of stories was made, likewise.</summary>
    public int SearchDefinition { get; set; }

    /// <summary>The number of repairs, so that of two at the same time only one is applied.</summary>
    public int Repairs { get; set; }
}

/// <summary>Counts to be added to one row of the ledger.</summary>
internal readonly record struct LedgerChange(FactGrain Grain, TallyKey Key, TallyCount Count)
{
    /// <summary>The beginning of the statement that adds; the engine says where the values come from.</summary>
    public const string Into = """INSERT INTO "Facts" ("CompanyId", "Grain", "Period", "Kind", "ProductId", "Key", "N", "Sum") """;

    /// <summary>Its end: what is there already is added to.</summary>
    public const string OrAdd = """
         ON CONFLICT ("CompanyId", "Grain", "Period", "Kind", "ProductId", "Key")
        DO UPDATE SET "N" = "Facts"."N" + excluded."N", "Sum" = "Facts"."Sum" + excluded."Sum"
        """;
}
