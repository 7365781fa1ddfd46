using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>Each import is a batch, which can be taken back and whose rejected rows can follow.</summary>
public sealed class ImportBatchTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{
    private const string Header = "day,text,shop,call\n";

    private readonly ImportFiles _files = new(app);

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Undo_LeavesTheStoreAsItWas_NewCompaniesAndNamesIncluded()
    {
        var before = await StoreCounts.OfAsync(app);
        var name = $"New {Guid.NewGuid():N}";
        var mapping = Mapping(name) with { Product = new ImportField { Value = "Lounge" } };

        var imported = await _files.ImportAsync("a.csv", Header + "2026-03-01,told,5,1\n2026-03-02,more,4,2\n", mapping);
        Assert.NotEqual(before, await StoreCounts.OfAsync(app));
        var undone = await _files.UndoAsync(imported.Result.BatchId);

        Assert.Equal((2, 0), (undone.Removed, undone.Restored));
        Assert.Equal(before, await StoreCounts.OfAsync(app));
        Assert.Equal(0, await CountAsync(db => db.Facts.CountAsync(f => !db.Companies.Any(c => c.Id == f.CompanyId))));
        Assert.Equal(0, await CountAsync(db => db.Erasures.CountAsync()));
    }

    [Fact]
    public async Task Undo_OfOneCompany_KeepsItsOtherJourneysAndTheNamesThatTheyUse()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "7"));
        var imported = await _files.ImportAsync("a.csv", Header + "2026-03-01,told,5,1\n", Mapping(company.Name));
        await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Call centre", "7"));

        await _files.UndoAsync(imported.Result.BatchId);

        Assert.Equal(["03-10 70", "03-10 70"], await _files.ScoresAsync(company));
        Assert.Equal(2, await CountAsync(db => db.Touchpoints.CountAsync(t => t.CompanyId == company.Id)));
        await _files.VerifyAsync(company);
    }

    [Fact]
    public async Task WrongScale_ThenTheRightOne_GivesTheRightFigures_UndoneOrNot()
    {
        var (one, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        const string Rows = Header + "2026-03-01,told,5,1\n2026-03-02,more,4,2\n";
        static ImportMapping Wrong(ImportMapping right) => right with { Touchpoints = [.. right.Touchpoints.Select(t => t with { Low = 0 })] };

        var wrong = await _files.ImportAsync("a.csv", Rows, Wrong(Mapping(one.Name)));
        await _files.UndoAsync(wrong.Result.BatchId);
        var right = await _files.ImportAsync("a.csv", Rows, Mapping(one.Name));
        await _files.ImportAsync("b.csv", Rows, Wrong(Mapping(other.Name)));
        var over = await _files.ImportAsync("b.csv", Rows, Mapping(other.Name));

        Assert.Equal((2, 0), (right.Result.Journeys, right.Result.Updated));
        Assert.Equal((0, 2), (over.Result.Journeys, over.Result.Updated));
        Assert.Equal(["03-01 100 0", "03-02 75 25"], await _files.ScoresAsync(one));
        Assert.Equal(["03-01 100 0", "03-02 75 25"], await _files.ScoresAsync(other));
        await _files.VerifyAsync(one);
        await _files.VerifyAsync(other);
    }

    [Fact]
    public async Task KnownId_UpdatesItsJourney_AndUndoRestoresTheEarlierVersion_InAnyNumber()
    {
        var company = await app.CompanyAsync();
        var mapping = Mapping(company.Name) with { ExternalId = new ImportField { Column = "text" } };
        var first = await _files.ImportAsync("a.csv", Header + "2026-03-01,x1,5,1\n2026-03-02,x2,4,2\n", mapping);
        var second = await _files.ImportAsync("b.csv", Header + "2026-03-05,x1,5,\n2026-03-02,x2,4,2\n2026-03-09,x3,3,3\n", mapping);

        Assert.Equal((1, 1, 1), (second.Result.Journeys, second.Result.Updated, second.Result.Known));
        Assert.Equal(["03-02 75 25", "03-05 100", "03-09 50 50"], await _files.ScoresAsync(company));
        await _files.VerifyAsync(company);

        // The first would take away what the second changed.
        Assert.Equal((second.Result.BatchId, 1), await RefusedUndoAsync(first));
        var undone = await _files.UndoAsync(second.Result.BatchId);
        Assert.Equal((1, 1), (undone.Removed, undone.Restored));
        Assert.Equal(["03-01 100 0", "03-02 75 25"], await _files.ScoresAsync(company));
        await _files.VerifyAsync(company);

        Assert.Equal((2, 0), ((await _files.UndoAsync(first.Result.BatchId)) is var all ? (all.Removed, all.Kept.Count) : default));
        Assert.Equal(0, await _files.CountAsync(company));
        await _files.VerifyAsync(company);
    }

    [Fact]
    public async Task Undo_KeepsWhatPeopleHaveWorkedOn_AndSaysSo()
    {
        var company = await app.CompanyAsync();
        var imported = await _files.ImportAsync("a.csv", Header + "2026-03-01,told,5,1\n2026-03-02,more,4,2\n", Mapping(company.Name));
        var worked = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id)
            .Where(j => j.Story == "told").Select(j => j.Id).SingleAsync());
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        Assert.Equal(CaseChange.Done, await app.InScopeAsync(s => s.GetRequiredService<CaseWriter>()
            .ReplyAsync(company.Key(worked), manager.Id, "We are sorry.", close: false, default)));

        var undone = await _files.UndoAsync(imported.Result.BatchId);

        Assert.Equal((1, worked), (undone.Removed, Assert.Single(undone.Kept).JourneyId));
        Assert.Equal(["03-01 100 0"], await _files.ScoresAsync(company));
        await _files.VerifyAsync(company);
    }

    [Fact]
    public async Task RejectedRows_Corrected_JoinTheirBatch_AndTheCorrectedOriginalAddsNothing()
    {
        var company = await app.CompanyAsync();
        string[] rows = [.. Enumerable.Range(1, 20).Select(n => $"2026-03-{n:00},told {n},{(n is 3 or 9 ? "77" : "5")},1")];
        var mapping = Mapping(company.Name);
        var first = await _files.ImportAsync("a.csv", Header + string.Join('\n', rows), mapping);
        Assert.Equal((18, 2), (first.Result.Journeys, first.Result.Skipped));

        // Nothing corrected brings nothing, and one corrected brings one.
        var nothing = await _files.ImportAsync("a.csv.rejected.csv", mapping);
        await _files.CorrectAsync("a.csv.rejected.csv", "told 3,77", "told 3,4");
        var one = await _files.ImportAsync("a.csv.rejected.csv", mapping);
        await _files.CorrectAsync("a.csv.rejected.csv", "told 9,77", "told 9,3");
        var two = await _files.ImportAsync("a.csv.rejected.csv", mapping);
        var all = await _files.ImportAsync(
            "a.csv", Header + string.Join('\n', rows).Replace("told 3,77", "told 3,4").Replace("told 9,77", "told 9,3"), mapping);

        Assert.Equal((0, 2), (nothing.Result.Journeys, nothing.Result.Skipped));
        Assert.Equal((1, 1, first.Result.BatchId), (one.Result.Journeys, one.Result.Skipped, one.Result.BatchId));
        Assert.Equal((1, 1, 0), (two.Result.Journeys, two.Result.Known, two.Result.Skipped));
        Assert.Equal((0, 0, 20), (all.Result.Journeys, all.Result.Updated, all.Result.Known));
        Assert.Equal(20, await _files.CountAsync(company));

        Assert.Equal(20, (await _files.UndoAsync(first.Result.BatchId)).Removed);
        Assert.Equal(0, await _files.CountAsync(company));
        await _files.VerifyAsync(company);
    }

    // The corrected row is a customer of its own, though another said the very same.
    [Fact]
    public async Task RejectedRow_CorrectedToWhatAnotherSays_IsAJourneyOfItsOwn_InWhateverOrder()
    {
        var (one, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        const string Rows = Header + "2026-03-01,told,5,1\n2026-03-01,told,77,1\n";
        const string Right = Header + "2026-03-01,told,5,1\n2026-03-01,told,5,1\n";
        foreach (var (company, originalFirst) in new[] { (one, false), (other, true) })
        {
            var (name, mapping) = ($"{company.Id:N}.csv", Mapping(company.Name));
            await _files.ImportAsync(name, Rows, mapping);
            await _files.CorrectAsync($"{name}.rejected.csv", ",77", ",5");
            var rejected = await File.ReadAllBytesAsync(_files[$"{name}.rejected.csv"]);
            if (!originalFirst)
            {
                await _files.ImportAsync($"{name}.rejected.csv", mapping);
            }

            await _files.ImportAsync(name, Right, mapping);
            await _files.ImportAsync($"{name}.rejected.csv", rejected, mapping);
            Assert.Equal(["03-01 100 0", "03-01 100 0"], await _files.ScoresAsync(company));
        }
    }

    [Fact]
    public async Task DryRun_SaysWhatIsNewKnownAndChanged_AndWritesTheRejectedRows()
    {
        var company = await app.CompanyAsync();
        var mapping = Mapping(company.Name) with { ExternalId = new ImportField { Column = "text" } };
        await _files.ImportAsync("a.csv", Header + "2026-03-01,x1,5,1\n2026-03-02,x2,4,2\n", mapping);
        var before = await _files.ScoresAsync(company);

        var dry = await _files.ImportAsync(
            "a.csv", Header + "2026-03-01,x1,5,1\n2026-03-02,x2,3,3\n2026-03-03,x3,4,2\n2026-03-04,x4,99,2\n", mapping,
            new ImportSettings { IsDryRun = true });

        Assert.Equal((1, 1, 1, 1), (dry.Result.Journeys, dry.Result.Updated, dry.Result.Known, dry.Result.Skipped));
        Assert.Equal(before, await _files.ScoresAsync(company));
        Assert.Equal(2, Csv.Read(await File.ReadAllTextAsync(_files["a.csv.rejected.csv"])).Count);
        Assert.Equal(1, dry.Result.Reasons["\"shop\" is off its scale (1 to 5)"]);
    }

    private async Task<(Guid?, int)> RefusedUndoAsync(Imported imported)
    {
        var undone = await _files.UndoAsync(imported.Result.BatchId);
        return (undone.ChangedBy, undone.Changed);
    }

    private Task<int> CountAsync(Func<AppDbContext, Task<int>> count) => app.InScopeAsync(s => count(s.GetRequiredService<AppDbContext>()));

    private static ImportMapping Mapping(string company) => ImportFiles.Mapping($$"""
        {
          "shape": "wide", "company": { "value": "{{company}}" }, "story": { "column": "text" }, "endedOn": { "column": "day" },
          "touchpoints": [
            { "column": "shop", "name": "Shop", "channel": "store", "low": 1, "high": 5 },
            { "column": "call", "name": "Call centre", "channel": "phone", "low": 1, "high": 5 }
          ]
        }
        """);
}
