namespace MomentOfTruth.Web.Data;

/// <summary>How long the period of a ledger row is. A span is read as its whole months plus the days at its edges.</summary>
public enum FactGrain : byte
{
    Day = 0,
    Month = 1,

    /// <summary>No period: one row a company, which counts the changes to its others.</summary>
    Ever = 2,
}
