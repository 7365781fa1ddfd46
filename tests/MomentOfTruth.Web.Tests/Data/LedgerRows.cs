using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>Looks into the stored ledger, and spoils it.</summary>
internal static class LedgerRows
{
    /// <summary>Raises the kills of each touchpoint on each day of the company by so many, as nothing of the product does.</summary>
    public static async Task SpoilKillsAsync(this AppDbContext db, Guid companyId, int by)
    {
        foreach (var row in await db.Facts.Where(f => f.CompanyId == companyId && f.Grain == FactGrain.Day).ToListAsync())
        {
            var bag = BagOf(row);
            foreach (var (key, _) in bag.Only(TallyKind.Kills).Counts)
            {
                bag.Add(key, new TallyCount(by, 0));
            }

            db.Entry(row).Property(f => f.Counts).CurrentValue = bag.Write();
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    /// <summary>All that the ledger counts of a company, a line a count, in one order.</summary>
    public static async Task<string> FactsAsync(this AppDbContext db, Guid companyId)
    {
        var rows = await db.Facts.AsNoTracking().Where(f => f.CompanyId == companyId).ToListAsync();
        return string.Join('\n', rows
            .GroupBy(row => (row.Grain, row.Period, row.ProductId))
            .SelectMany(bag => bag.SelectMany(row => BagOf(row).Counts).GroupBy(count => count.Key, count => count.Value)
                .Select(count => string.Create(
                    CultureInfo.InvariantCulture, $"{bag.Key} {count.Key} {count.Aggregate(TallyCount.Add)}")))
            .Order(StringComparer.Ordinal));
    }

    /// <summary>Whether the word stands anywhere in the bytes of a company's ledger.</summary>
    public static async Task<bool> LedgerHoldsAsync(this AppDbContext db, Guid companyId, string word) =>
        (await db.Facts.AsNoTracking().Where(f => f.CompanyId == companyId).Select(f => f.Counts).ToListAsync())
            .Exists(counts => Encoding.UTF8.GetString(counts).Contains(word, StringComparison.OrdinalIgnoreCase));

    private static CountBag BagOf(FactRow row)
    {
        var bag = new CountBag();
        bag.Read(row.Counts);
        return bag;
    }
}
