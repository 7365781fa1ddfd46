using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Intake;

public sealed class JourneyLogTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Log_StoresMomentsInOrderWithTheirFacts()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(
            company, TestData.Said("Shop", "9"), TestData.Said("Call centre", "0"), TestData.Said("Shop", "7.5"));

        var journey = await ReadAsync(id);

        Assert.Equal([90, 0, 75], journey.Moments.Select(m => m.Score.Tenths));
        Assert.Equal(journey.Moments[0].TouchpointId, journey.Moments[2].TouchpointId);
        Assert.Equal((0.0, 1, 2), (journey.Facts.Product, journey.Facts.Zeros, journey.Facts.KilledAt));
        Assert.Equal(journey.Moments[1].TouchpointId, journey.Facts.KillerTouchpointId);
        Assert.Equal(
            journey.Key, await app.InScopeAsync(services => services.GetRequiredService<JourneyWriter>().FindAsync(code, default)));
    }

    [Fact]
    public async Task Log_SentByManyAtOnceWithOneReceipt_IsOneJourney()
    {
        var (company, code) = (await app.CompanyAsync(), ReceiptCode.New());
        var said = new JourneyEntry([TestData.Said("Shop", "9")]);

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().LogAsync(company.Id, said, code, null, default))));

        Assert.Single(sent.Distinct());
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
    }

    [Fact]
    public async Task Log_SentTwiceWithOneReceipt_IsOneJourney()
    {
        var company = await app.CompanyAsync();
        var code = ReceiptCode.New();
        var said = new JourneyEntry([TestData.Said("Shop", "9")]);

        var first = await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().LogAsync(company.Id, said, code, null, default));
        var second = await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().LogAsync(company.Id, said, code, null, default));

        Assert.Equal(first, second);
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync()));
    }

    [Fact]
    public async Task Log_TouchpointUnderItsOtherNames_IsTheSameTouchpoint()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(
            company, TestData.Said("Call  Centre", "9"), TestData.Said("call centre", "8"), TestData.Said("ＣＡＬＬ centre ", "7"));

        Assert.Equal(
            1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Touchpoints.CountAsync(t => t.CompanyId == company.Id)));
    }

    [Fact]
    public async Task Change_WithAnOldVersion_IsAConflictAndChangesNothing()
    {
        var company = await app.CompanyAsync();
        var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "9"));
        var version = (await ReadAsync(id)).Version;

        var first = await AddAsync(company.Key(id), version, "8");
        var second = await AddAsync(company.Key(id), version, "0");

        Assert.Equal((JourneyChange.Done, JourneyChange.Conflict), (first, second));
        Assert.Equal([90, 80], (await ReadAsync(id)).Moments.Select(m => m.Score.Tenths));
    }

    [Fact]
    public async Task Change_ManyAtOnce_OneWinsAndNothingIsLost()
    {
        var company = await app.CompanyAsync();
        var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "9"));
        for (var round = 0; round < 10; round++)
        {
            var before = await ReadAsync(id);
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AddAsync(company.Key(id), before.Version, "8")));

            Assert.Equal(1, results.Count(r => r == JourneyChange.Done));
            Assert.Equal(3, results.Count(r => r == JourneyChange.Conflict));
            Assert.Equal(before.Moments.Count + 1, (await ReadAsync(id)).Moments.Count);
        }

        Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
    }

    [Fact]
    public async Task Change_OfAFinishedOrMissingJourney_IsRefused()
    {
        var company = await app.CompanyAsync();
        var id = await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "9"));

        Assert.Equal(JourneyChange.Refused, await AddAsync(company.Key(id), (await ReadAsync(id)).Version, "8"));
        Assert.Equal(JourneyChange.NotFound, await AddAsync(company.Key(Guid.NewGuid()), 1, "8"));
        Assert.Equal(
            JourneyChange.NotFound,
            await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().EraseAsync(company.Key(Guid.NewGuid()), null, default)));
    }

    [Fact]
    public async Task Reopen_TakesTheEndingBack()
    {
        var company = await app.CompanyAsync();
        var id = await app.FinishedAsync(company, Outcome.LeftForCompetitor, "Rival", TestData.Said("Shop", "9"));

        Assert.Equal(JourneyChange.Done, await app.ChangeAsync(id, (log, version) => log.ReopenAsync(company.Key(id), version, default)));

        var journey = await ReadAsync(id);
        Assert.Equal((null, null, false), (journey.Outcome, journey.Competitor, journey.IsFinished));
        Assert.Equal(JourneyChange.Done, await AddAsync(company.Key(id), journey.Version, "8"));
    }

    [Fact]
    public async Task Change_MovingMoments_KeepsTheirNumbersAndStoresTheNewOrder()
    {
        var company = await app.CompanyAsync();
        var (id, _) = await app.JourneyAsync(company, TestData.Said("Shop", "1"), TestData.Said("Shop", "2"), TestData.Said("Shop", "3"));

        await app.ChangeAsync(id, (log, version) => log.ChangeAsync(company.Key(id), version, (journey, _) =>
        {
            journey.Move(3, 1, DateTime.UtcNow);
            journey.Remove(3, DateTime.UtcNow);
            return Task.FromResult(true);
        }, default));

        Assert.Equal([(3, 30), (1, 10)], (await ReadAsync(id)).Moments.Select(m => (m.Number, m.Score.Tenths)));
    }

    private Task<JourneyChange> AddAsync(JourneyKey id, int version, string score) =>
        app.InScopeAsync(
            async s => (await s.GetRequiredService<MomentWriter>().AddAsync(id, version, TestData.Said("Shop", score), default)).Change);

    private Task<Journey> ReadAsync(Guid id) => app.InScopeAsync(async services =>
    {
        var journey = await services.GetRequiredService<AppDbContext>().Journeys.AsNoTracking().Include(j => j.Moments)
            .SingleAsync(j => j.Id == id);
        journey.PutInOrder();
        return journey;
    });
}
