using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>The rows by EF, and ledger and index with them, in a transaction a journey.</summary>
internal sealed class BySaveChanges : WayToWrite
{
    public override string Name => "SaveChanges a journey";

    protected override async Task WriteAsync(Told told, CancellationToken cancellationToken)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var (journey, receipt, begun) = Made(told);
        await db.WriteAsync(
            async transaction =>
            {
                db.AddRange(begun is null ? [journey, receipt] : [journey, receipt, begun]);
                await db.SaveChangesAsync(cancellationToken);
                await scope.ServiceProvider.GetRequiredService<FactsLedger>().AddAsync(Tally.Of([journey]), cancellationToken);
                await scope.ServiceProvider.GetRequiredService<SearchIndex>().AddAsync([journey], cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }
}
