using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

public sealed class FactsLedgerTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task AnyHistory_LedgerEqualsRecount()
    {
        await RandomHistory.AnyStep.Array[5, 30].SampleAsync(async steps =>
        {
            var company = await app.CompanyAsync();
            foreach (var step in steps)
            {
                await app.InScopeAsync(services => RandomHistory.TakeAsync(services, company.Id, step));
            }

            Assert.Empty(await DifferencesAsync(company.Id));
        }, iter: 15, threads: 1);
    }

    // Several people at once, at the same journeys and names: whoever comes too late is told so, and nobody waits for ever.
    [Fact]
    public async Task AnyHistories_AtOnce_LeaveTheLedgerAsARecountWould()
    {
        await RandomHistory.AnyStep.Array[8].Array[5].SampleAsync(async histories =>
        {
            var company = await app.CompanyAsync();
            await app.JourneyAsync(company, TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"));

            await Task.WhenAll(histories.Select(steps => Task.Run(async () =>
            {
                foreach (var step in steps)
                {
                    await app.InScopeAsync(services => RandomHistory.TakeAsync(services, company.Id, step));
                }
            })));

            Assert.Empty(await DifferencesAsync(company.Id));
        }, iter: 8, threads: 1);
    }

    [Fact]
    public async Task Verify_AfterSomebodyTouchedARow_NamesIt_AndRebuildMendsIt()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8"), TestData.Said("Call centre", "0"));
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<AppDbContext>().SpoilKillsAsync(company.Id, 6);
            return 0;
        });

        var difference = Assert.Single(await DifferencesAsync(company.Id));
        Assert.Equal((TallyKind.Kills, 1, 7), (difference.Key.Kind, (int)difference.Expected.N, (int)difference.Found.N));

        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<FactsLedger>().RebuildAsync(company.Id, null, default);
            return 0;
        });
        Assert.Empty(await DifferencesAsync(company.Id));
    }

    [Fact]
    public async Task Add_WithoutATransaction_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<FactsLedger>().AddAsync(new Tally(), default);
            return 0;
        }));

    [Fact]
    public async Task Add_FromManyWritersAtOnce_CountsEveryOne()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        await Task.WhenAll(
            Enumerable.Range(0, 24).Select(_ => app.JourneyAsync(company, TestData.Said("Shop", "0"), TestData.Said("Call centre", "9"))));

        Assert.Empty(await DifferencesAsync(company.Id));
        Assert.Equal(
            25, await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
    }

    private Task<IReadOnlyList<FactDifference>> DifferencesAsync(Guid companyId) =>
        app.InScopeAsync(services => services.GetRequiredService<FactsLedger>().VerifyAsync(companyId, null, default));
}
