using MomentOfTruth.Domain.Ledger;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// All that is counted of one company's journeys of a product and a day or month, in one bag. Written only by <see cref="FactsLedger"/>.
/// </summary>
public sealed class FactRow
{
    public Guid CompanyId { get; private set; }

    public FactGrain Grain { get; private set; }

    /// <summary>The day, or the first day of the month.</summary>
    public DateOnly Period { get; private set; }

    /// <summary>The empty id for journeys without a product.</summary>
    public Guid ProductId { get; private set; }

    /// <summary>Where many write at once, a bag has several parts, each in a slot of its own, that a reader adds up.</summary>
    public short Slot { get; private set; }

    /// <summary>The bytes of a <see cref="CountBag"/>.</summary>
    public byte[] Counts { get; private set; } = [];
}

/// <summary>The length of the period of a ledger row. A span is read as its whole months plus the days at its edges.</summary>
public enum FactGrain : byte
{
    Day = 0,
    Month = 1,
}

/// <summary>
/// Counts the changes of a company's ledger. Each writer raises it first and thereby locks its slot of the ledger until it commits.
/// </summary>
public sealed class LedgerVersion
{
    public Guid CompanyId { get; private set; }

    public short Slot { get; private set; }

    public long N { get; private set; }
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

/// <summary>Names one bag of the ledger.</summary>
public readonly record struct FactKey(FactGrain Grain, LedgerPlace Place)
{
    /// <summary>What bags are sorted by: the order of the store's keys.</summary>
    internal (Guid Company, FactGrain Grain, DateOnly Period, Guid Product) Order =>
        (Place.CompanyId, Grain, Place.Period, Place.ProductId);
}

/// <summary>Counts to be added to one bag of the ledger.</summary>
internal readonly record struct FactChange(FactKey Key, CountBag Counts)
{
    /// <summary>The companies whose ledgers change, each once.</summary>
    public static IEnumerable<Guid> CompaniesOf(IEnumerable<FactChange> changes) =>
        changes.Select(change => change.Key.Place.CompanyId).Distinct();

    /// <summary>The bag with the change; no bytes if nothing is left in it.</summary>
    /// <param name="stored">The parts of the bag that the result takes the place of.</param>
    public byte[] Onto(params ReadOnlySpan<byte[]> stored)
    {
        if (stored.Length < 2)
        {
            return Counts.AddedTo(stored is [var only] ? only : []);
        }

        var sum = new CountBag();
        foreach (var part in stored)
        {
            sum.Read(part);
        }

        sum.Add(Counts);
        return sum.Write();
    }
}
