using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Demo;

namespace MomentOfTruth.Web.Tests.Demo;

public sealed class LoadDataTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly LoadSize Size = new(300, 3, 7);

    [Fact]
    public async Task Run_TheLedgerIsWhatTheJourneysSay_AndASecondTimeNothingIsAdded()
    {
        await LoadAsync(app, Size);

        await app.InScopeAsync(async services =>
        {
            var (db, ledger) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<FactsLedger>());
            var companies = await db.Companies.Where(c => c.Slug.StartsWith("load-")).Select(c => c.Id).ToListAsync();
            Assert.Equal(Size.Companies, companies.Count);
            foreach (var company in companies)
            {
                Assert.Equal(100, await db.JourneysOf(company).CountAsync());
                Assert.Empty(await ledger.VerifyAsync(company, null, default));
            }

            return 0;
        });
        Assert.Equal(0, await LoadAsync(app, Size));
    }

    [Fact]
    public async Task Run_StoredJourneysAreWhatTheRuleMakesOfTheirMoments()
    {
        await LoadAsync(app, Size);
        var journeys = await app.InScopeAsync(
            services => services.GetRequiredService<AppDbContext>().Journeys.AsNoTracking().Include(j => j.Moments).ToListAsync());

        Assert.All(journeys, journey =>
        {
            journey.PutInOrder();
            Assert.Equal(JourneyFacts.Of([.. journey.Moments.Select(m => new ScoredMoment(m.TouchpointId, m.Score))]), journey.Facts);
            Assert.Equal(journey.Moments.Count, journey.MomentsEver);
            Assert.True(journey.Day >= journey.LatestMomentOn);
        });
        Assert.Contains(journeys, journey => journey.Facts.IsCollapsed);
        Assert.Contains(journeys, journey => journey.ClosedByItself);
    }

    [Fact]
    public async Task Run_SameSeed_SameJourneys_AnotherSeed_Others()
    {
        IAsyncLifetime other = new AppFixture();
        await other.InitializeAsync();
        try
        {
            await LoadAsync(app, Size);
            await LoadAsync((AppFixture)other, Size);
            var journeys = await SaidAsync(app, Size);
            Assert.Equal(Size.Journeys, journeys.Count);
            Assert.Equal(journeys, await SaidAsync((AppFixture)other, Size));

            var another = Size with { Seed = 8 };
            await LoadAsync((AppFixture)other, another);
            Assert.NotEqual(journeys, await SaidAsync((AppFixture)other, another));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    private static Task<int> LoadAsync(AppFixture app, LoadSize size) => app.InScopeAsync(async services =>
        (await services.GetRequiredService<LoadData>().RunAsync(size, null, default)).Journeys);

    // Ids are made anew in every store; all else is said here by name.
    private static Task<List<string>> SaidAsync(AppFixture app, LoadSize size) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var companies = await db.Companies.ToDictionaryAsync(c => c.Id, c => c.Slug);
        var touchpoints = await db.Touchpoints.ToDictionaryAsync(t => t.Id, t => t.Name);
        var products = await db.Products.ToDictionaryAsync(p => p.Id, p => p.Name);
        var journeys = await db.Journeys.AsNoTracking().Include(j => j.Moments).Where(j => j.ImportKey!.StartsWith(size.KeyPrefix))
            .ToListAsync();
        return journeys
            .Select(j => string.Create(CultureInfo.InvariantCulture,
                $"{companies[j.CompanyId]} {j.ImportKey![size.KeyPrefix.Length..]} {(j.ProductId is { } id ? products[id] : "")} {j.Day:o} {j.LoggedAtUtc:o} {j.Outcome} {j.Competitor}: {string.Join(", ", j.Moments.OrderBy(m => m.Position).Select(m => $"{touchpoints[m.TouchpointId]} {m.Score} {m.OccurredOn:o}"))}"))
            .Order(StringComparer.Ordinal)
            .ToList();
    });
}
