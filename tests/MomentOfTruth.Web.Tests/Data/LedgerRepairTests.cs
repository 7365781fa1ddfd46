using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

public sealed class LedgerRepairTests(AppFixture app) : IClassFixture<AppFixture>
{
    // The worst moment there is: another repair runs from beginning to end after the first has read what is wrong and before it writes.
    [Fact]
    public async Task Rebuild_WhileAnotherRepairRuns_MendsWhatIsWrongOnce()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"));
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<AppDbContext>().SpoilKillsAsync(company.Id, 6);
            return 0;
        });
        var before = await RepairsAsync();
        var another = new InBetween(() => RebuildAsync(company.Id));
        await using var db = app.Database.Open(another);

        await new FactsLedger(db).RebuildAsync(company.Id, null, default);

        Assert.True(another.HasRun);
        Assert.Equal(before + 1, await RepairsAsync());
        Assert.Empty(await app.InScopeAsync(services => services.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    private Task<bool> RebuildAsync(Guid companyId) => app.InScopeAsync(async services =>
    {
        await services.GetRequiredService<FactsLedger>().RebuildAsync(companyId, null, default);
        return true;
    });

    private Task<int> RepairsAsync() =>
        app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Ledger.Select(l => l.Repairs).SingleAsync());

    // The ledger is what a repair reads last: what others write from then on is not in its snapshot.
    private sealed class InBetween(Func<Task> work) : DbCommandInterceptor
    {
        public bool HasRun { get; private set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (!HasRun && command.CommandText.Contains("FROM \"Facts\"", StringComparison.Ordinal))
            {
                HasRun = true;
                await work();
            }

            return result;
        }
    }
}
