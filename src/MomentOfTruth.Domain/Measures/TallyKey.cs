using System.Buffers.Text;

namespace MomentOfTruth.Domain.Measures;

/// <summary>Names one count of the ledger: whose, of which day and product, of what.</summary>
/// <param name="ProductId">The empty id for journeys without a product.</param>
/// <param name="Key">What within the kind; empty for a kind that has only one count.</param>
public readonly record struct TallyKey(Guid CompanyId, DateOnly Day, Guid ProductId, TallyKind Kind, string Key)
{
    /// <summary>A touchpoint as part of a key: 22 letters, so that a hundred of them still fit into an index entry of PostgreSQL.</summary>
    public static string Part(Guid touchpointId) => Base64Url.EncodeToString(touchpointId.ToByteArray(bigEndian: true));

    /// <summary>The touchpoint that <see cref="Part"/> wrote.</summary>
    public static Guid TouchpointOf(string part) => new(Base64Url.DecodeFromChars(part), bigEndian: true);
}
