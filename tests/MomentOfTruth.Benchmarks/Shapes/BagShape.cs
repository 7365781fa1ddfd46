using Microsoft.Data.Sqlite;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Shapes;

/// <summary>The product's: one row for a company, product and period, which holds all its counts in compact bytes.</summary>
internal sealed class BagShape : LedgerShape
{
    private const string OfKey = "WHERE Company = $0 AND Grain = $1 AND Period = $2 AND Product = $3";

    private readonly SqliteCommand _find, _change, _add;

    public BagShape(string file)
        : base(file, "CREATE TABLE Facts (Company BLOB, Grain INTEGER, Period TEXT, Product BLOB, Counts BLOB, PRIMARY KEY (Company, Grain, Period, Product))")
    {
        _find = Command("SELECT Counts FROM Facts " + OfKey);
        _change = Command($"UPDATE Facts SET Counts = $4 {OfKey}");
        _add = Command("INSERT INTO Facts VALUES ($0, $1, $2, $3, $4)");
    }

    public override string Name => "a compact row a period";

    protected override int Add(FactGrain grain, LedgerPlace place, CountBag counts)
    {
        var (company, product) = (place.CompanyId.ToByteArray(bigEndian: true), place.ProductId.ToByteArray(bigEndian: true));
        var stored = (byte[]?)_find.With(company, (int)grain, place.Period, product).ExecuteScalar();
        return (stored is null ? _add : _change).With(company, (int)grain, place.Period, product, counts.AddedTo(stored)).ExecuteNonQuery();
    }

    protected override void Read(CountBag into, FactGrain grain, Guid companyId, DateOnly from, DateOnly to)
    {
        using var command = Command(
            "SELECT Counts FROM Facts WHERE Company = $0 AND Grain = $1 AND Period BETWEEN $2 AND $3",
            companyId.ToByteArray(bigEndian: true), (int)grain, from, to);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            into.Read(rows.GetFieldValue<byte[]>(0));
        }
    }
}
