namespace MomentOfTruth.Domain.Measures;

/// <summary>Names one count of the ledger: whose, of which day and product, of what.</summary>
/// <param name="ProductId">The empty id for journeys without a product.</param>
/// <param name="Key">What within the kind; empty for a kind that has only one count.</param>
public readonly record struct TallyKey(Guid CompanyId, DateOnly Day, Guid ProductId, TallyKind Kind, string Key);
