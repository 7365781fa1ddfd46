namespace MomentOfTruth.Web.Data;

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
