using System.Text.Json;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.Companies;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>Two companies become one and two again, and nothing of what was told is lost or counted twice.</summary>
public sealed class CompanyMergerTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public void EveryTableOfACompany_IsDecidedOn()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        var tables = db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.FindProperty("CompanyId") is not null).Select(e => e.ClrType.Name);
        Assert.Equal(tables.Order(), CompanyMerger.Tables.Keys.Select(type => type.Name).Order());
    }

    [Fact]
    public async Task AnyTwoHistories_MergedAndUndone_AreAsBefore()
    {
        await (from kept in RandomHistory.AnyStep.Array[3, 14]
               from merged in RandomHistory.AnyStep.Array[3, 14]
               select (kept, merged)).SampleAsync(async both =>
        {
            var (kept, merged) = (await app.CompanyAsync("Kept"), await app.CompanyAsync("Merged"));
            await TakeAsync(kept, both.kept);
            await TakeAsync(merged, both.merged);
            var (before, figures) = (await StoredRows.OfAsync(app, kept.Id, merged.Id), await FiguresAsync(kept, merged));

            var merge = await MergeAsync(merged, kept);
            await AssertCleanAsync(kept, merged);
            Assert.Equal(0, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(merged.Id).CountAsync()));

            Assert.True(await UndoAsync(merge));
            await AssertCleanAsync(kept, merged);
            Assert.Equal(figures, await FiguresAsync(kept, merged));
            AssertSame(before, await StoredRows.OfAsync(app, kept.Id, merged.Id));
        }, iter: 8, threads: 1);
    }

    [Fact]
    public async Task AnyTwoCompanies_Merged_CountAsTheirUnion()
    {
        await Gen.Int[0, 1000].SampleAsync(async seed =>
        {
            var (kept, merged, union) = (await app.CompanyAsync(), await app.CompanyAsync(), await app.CompanyAsync());
            await app.ManyAsync(kept, 25, seed);
            await app.ManyAsync(merged, 35, seed + 1);
            await app.ManyAsync(union, 25, seed);
            await app.ManyAsync(union, 35, seed + 1);
            var merge = await MergeAsync(merged, kept);
            Assert.Equal(await FigureAsync(union), await FigureAsync(kept));
            await AssertCleanAsync(kept, merged, union);
            Assert.True(await UndoAsync(merge));
        }, iter: 5, threads: 1);
    }

    [Fact]
    public async Task CompanyWithOneOfEverything_MergedAndUndone_IsAsBefore()
    {
        var (kept, merged) = (await CompanyIds.OfAsync(app, "kept"), await CompanyIds.OfAsync(app, "merged"));
        await app.PersonAsync(merged.Company, CompanyRole.Owner);
        var before = await StoredRows.OfAsync(app, kept.Company.Id, merged.Company.Id);
        var merge = await MergeAsync(merged.Company, kept.Company);
        await AssertCleanAsync(kept.Company, merged.Company);
        Assert.Equal(
            (2, 2), await app.InScopeAsync(async s => (
                await s.GetRequiredService<AppDbContext>().Drafts.CountAsync(d => d.CompanyId == kept.Company.Id),
                await s.GetRequiredService<AppDbContext>().Markers.CountAsync(m => m.CompanyId == kept.Company.Id))));
        Assert.True(await UndoAsync(merge));
        AssertSame(before, await StoredRows.OfAsync(app, kept.Company.Id, merged.Company.Id));
    }

    [Fact]
    public async Task WhatWasToldSince_StaysWithTheKeptCompany()
    {
        var (kept, merged) = (await app.CompanyAsync(), await app.CompanyAsync());
        await app.FinishedAsync(kept, Outcome.Left, null, TestData.Said("Shop", "0"));
        var came = await app.FinishedAsync(merged, Outcome.Left, null, TestData.Said("shop", "8"), TestData.Said("Counter", "0"));
        var merge = await MergeAsync(merged, kept);

        // One that is told anew uses a name that only the merged company had.
        var since = await app.FinishedAsync(kept, Outcome.Stayed, null, TestData.Said("Counter", "9"));
        Assert.True(await UndoAsync(merge));
        await AssertCleanAsync(kept, merged);
        var (here, there) = await app.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            return (await db.JourneysOf(kept.Id).Select(j => j.Id).ToListAsync(), await db.JourneysOf(merged.Id).Select(j => j.Id).ToListAsync());
        });
        Assert.Contains(since, here);
        Assert.Equal([came], there);
        Assert.Equal(["Counter", "shop"], await NamesAsync(merged));
        Assert.Equal(["Counter", "Shop"], await NamesAsync(kept));
    }

    [Fact]
    public async Task HigherRoleWins_AndIsTakenBack()
    {
        var (kept, merged) = (await app.CompanyAsync(), await app.CompanyAsync());
        var both = await app.PersonAsync(kept, CompanyRole.Viewer);
        await app.PersonAsync(kept, CompanyRole.Owner);
        await AddAsync(merged, both.Id, CompanyRole.Owner);
        var only = await app.PersonAsync(merged, CompanyRole.Manager);
        var leaves = await app.PersonAsync(merged, CompanyRole.Manager);
        var merge = await MergeAsync(merged, kept);
        Assert.Equal((CompanyRole.Owner, CompanyRole.Manager), (await RoleAsync(kept, both.Id), await RoleAsync(kept, only.Id)));

        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Memberships
            .Where(m => m.CompanyId == kept.Id && m.UserId == leaves.Id).ExecuteDeleteAsync());
        Assert.True(await UndoAsync(merge));
        Assert.Equal((CompanyRole.Viewer, (CompanyRole?)null), (await RoleAsync(kept, both.Id), await RoleAsync(kept, only.Id)));
        Assert.Equal((CompanyRole.Owner, (CompanyRole?)CompanyRole.Manager, (CompanyRole?)null),
            (await RoleAsync(merged, both.Id), await RoleAsync(merged, only.Id), await RoleAsync(merged, leaves.Id)));
    }

    [Fact]
    public async Task ChainOfMerges_GoesBackInTurn()
    {
        var (a, b, c) = (await app.CompanyAsync("A"), await app.CompanyAsync("B"), await app.CompanyAsync("C"));
        foreach (var company in new[] { a, b, c })
        {
            await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "8"), TestData.Said(company.Name[..1], "0", story: "told"));
        }

        var before = await StoredRows.OfAsync(app, a.Id, b.Id, c.Id);
        var first = await MergeAsync(a, b);
        var second = await MergeAsync(b, c);
        Assert.False(await UndoAsync(first));
        Assert.True(await UndoAsync(second));
        Assert.True(await UndoAsync(first));
        Assert.False(await UndoAsync(first));
        AssertSame(before, await StoredRows.OfAsync(app, a.Id, b.Id, c.Id));
        await AssertCleanAsync(a, b, c);
    }

    [Fact]
    public async Task ErasedSince_LeavesNoNameBehind_AndSweptMergesStayMerged()
    {
        var (kept, merged) = (await app.CompanyAsync(), await app.CompanyAsync());
        var (journey, _) = await app.JourneyAsync(merged, TestData.Said("My very own words", "0", story: "mine"));
        await app.JourneyAsync(merged, TestData.Said("Shop", "5"));
        var merge = await MergeAsync(merged, kept);
        await app.InScopeAsync(s => s.GetRequiredService<JourneyWriter>().EraseAsync(kept.Key(journey), null, default));
        Assert.Equal(["Shop"], await NamesAsync(merged));
        Assert.Equal(["Shop"], await NamesAsync(kept));

        await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().CompanyMerges.Where(m => m.Id == merge)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.MergedAtUtc, DateTime.UtcNow.AddDays(-31))));
        Assert.False(await UndoAsync(merge));
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<CompanyMerger>().SweepAsync(default)));
        Assert.Empty(await NamesAsync(merged));
        Assert.Equal(1, await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(kept.Id).CountAsync()));
        var left = await StoredRows.OfAsync(app, merged.Id);
        Assert.StartsWith("Company ", left, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', left);
    }

    private async Task TakeAsync(Company company, IEnumerable<RandomHistory.Step> steps)
    {
        foreach (var step in steps)
        {
            await app.InScopeAsync(services => RandomHistory.TakeAsync(services, company.Id, step));
        }
    }

    // The rows that differ say more than the first sign that does.
    private static void AssertSame(string before, string after)
    {
        Assert.Equal("", string.Join('\n', before.Split('\n').Except(after.Split('\n'))));
        Assert.Equal("", string.Join('\n', after.Split('\n').Except(before.Split('\n'))));
        Assert.Equal(before, after);
    }

    private async Task<Guid> MergeAsync(Company from, Company into) =>
        (await app.InScopeAsync(s => s.GetRequiredService<CompanyMerger>().MergeAsync(from.Id, into.Id, default)))!.Id;

    private Task<bool> UndoAsync(Guid merge) => app.InScopeAsync(s => s.GetRequiredService<CompanyMerger>().UndoAsync(merge, default));

    private async Task AssertCleanAsync(params Company[] companies)
    {
        foreach (var company in companies)
        {
            Assert.Empty(await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
        }

        // The facts that are stored with each journey are those of its moments.
        await app.InScopeAsync(async s =>
        {
            var ids = companies.Select(c => c.Id).ToList();
            var journeys = await s.GetRequiredService<AppDbContext>().Journeys.AsNoTracking()
                .Where(j => ids.Contains(j.CompanyId)).Include(j => j.Moments).ToListAsync();
            Assert.All(journeys, journey =>
            {
                journey.PutInOrder();
                var facts = Domain.Scoring.JourneyFacts.Of([.. journey.Moments.Select(m => new Domain.Scoring.ScoredMoment(m.TouchpointId, m.Score))], journey.IsOrdered);
                Assert.Equal((facts.KillerTouchpointId, facts.SoleKillerTouchpointId), (journey.Facts.KillerTouchpointId, journey.Facts.SoleKillerTouchpointId));
            });
            return 0;
        });
    }

    private async Task<string> FiguresAsync(params Company[] companies)
    {
        var all = new List<string>();
        foreach (var company in companies)
        {
            all.Add(await FigureAsync(company));
        }

        return string.Join('\n', all);
    }

    private Task<string> FigureAsync(Company company) => app.InScopeAsync(async s =>
        JsonSerializer.Serialize(MeasuresSummary.Of(await s.GetRequiredService<MeasuresQuery>().RunAsync(new LedgerScope(company.Id), default))));

    private Task<List<string>> NamesAsync(Company company) => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Touchpoints
        .Where(t => t.CompanyId == company.Id).OrderBy(t => t.NameKey).Select(t => t.Name).ToListAsync());

    private Task<int> AddAsync(Company company, Guid user, CompanyRole role) => app.InScopeAsync(s =>
    {
        var db = s.GetRequiredService<AppDbContext>();
        db.Add(new Membership(company.Id, user, role));
        return db.SaveChangesAsync();
    });

    private Task<CompanyRole?> RoleAsync(Company company, Guid user) => app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Memberships
        .Where(m => m.CompanyId == company.Id && m.UserId == user).Select(m => (CompanyRole?)m.Role).SingleOrDefaultAsync());
}
