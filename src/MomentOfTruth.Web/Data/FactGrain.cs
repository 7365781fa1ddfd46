namespace MomentOfTruth.Web.Data;

/// <summary>How long the period of a ledger row is. A span is read as its whole months plus the days at its edges.</summary>
public enum FactGrain : byte
{
    Day = 0,
    Month = 1,
}
