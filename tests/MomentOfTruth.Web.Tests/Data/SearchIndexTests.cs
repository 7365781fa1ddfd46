using System.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Domain.Search;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Tests.Data;

public sealed class SearchIndexTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Said = ["modem", "Modems", "shop", "개통", "개통했어요", "통개", "폰", "5G폰", "😡", "AT&T", "at", "يعمل", "100%"];

    private static readonly Gen<string> AnyStory = Gen.Int[0, Said.Length - 1].Select(i => Said[i]).Array[0, 6].Select(
        words => string.Join(' ', words));

    private static readonly Gen<(int Act, int Which, string Story)[]> AnyHistory = Gen
        .Select(Gen.Int[0, 6], Gen.Int[0, 1000], AnyStory).Array[5, 25];

    [Fact]
    public async Task AnyHistory_EachWordFindsTheJourneysInWhichItStands() => await AnyHistory.SampleAsync(async steps =>
    {
        var company = await app.CompanyAsync();
        foreach (var (act, which, story) in steps)
        {
            await app.InScopeAsync(services => TakeAsync(services, company.Id, act, which, story));
        }

        await AssertFindsAsync(company.Id);
    }, iter: 12, threads: 1);

    [Fact]
    public async Task Rebuild_OfAStoreWithoutEntries_IndexesEveryJourney()
    {
        var company = await app.CompanyAsync();
        foreach (var word in Said)
        {
            await app.JourneyAsync(company, TestData.Said("Shop", "8", story: word));
        }

        await app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().SearchEntries.ExecuteDeleteAsync());
        Assert.Empty(await FoundAsync(company.Id, "modem"));
        await app.InScopeAsync(services => services.GetRequiredService<SearchIndex>().RebuildAsync(null, default));

        await AssertFindsAsync(company.Id);
    }

    [Fact]
    public async Task Migrate_WithAnOlderDefinition_IndexesAnew()
    {
        var company = await app.CompanyAsync();
        var (journey, _) = await app.JourneyAsync(company, TestData.Said("Shop", "8", story: "modem"));
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            await db.SearchEntries.ExecuteDeleteAsync();
            await db.Ledger.ExecuteUpdateAsync(set => set.SetProperty(l => l.SearchDefinition, 0));
            await services.GetRequiredService<Store>().MigrateAsync(default);
            return 0;
        });

        Assert.Equal([journey], await FoundAsync(company.Id, "modem"));
    }

    [Fact]
    public async Task Search_ReadsTheIndex_AndNotTheStories()
    {
        var company = await app.CompanyAsync();
        await app.JourneyAsync(company, TestData.Said("Shop", "8", story: "개통"));

        var plan = await app.InScopeAsync(services => PlanAsync(services.GetRequiredService<AppDbContext>(), company.Id));

        if (TestDatabase.Provider == DatabaseProvider.Sqlite)
        {
            Assert.Contains("SCAN s VIRTUAL TABLE INDEX 0:M", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN e", plan, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Bitmap Index Scan on \"IX_SearchEntries_Terms\"", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Add_WithoutATransaction_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SearchIndex>().AddAsync([], default);
            return 0;
        }));

    private async Task AssertFindsAsync(Guid companyId)
    {
        var stories = await app.InScopeAsync(async services =>
        {
            var journeys = await services.GetRequiredService<AppDbContext>().JourneysOf(companyId).Include(j => j.Moments).ToListAsync();
            return journeys.ToDictionary(j => j.Id, j => $" {string.Join('\n', j.Moments.Select(m => $" {m.Story} "))} ");
        });
        foreach (var word in Said)
        {
            // By the words alone, without the index's own folding: at the beginning of a word, in Korean anywhere, short ones whole.
            var needle = word switch { "AT&T" => " at&t ", "at" => " at", "😡" or "폰" => word, _ => char.IsAscii(word[0]) ? " " + word : word };
            var expected = stories.Where(s => s.Value.Contains(needle, StringComparison.OrdinalIgnoreCase)
                && (word != "at" || s.Value.Contains(" at ", StringComparison.OrdinalIgnoreCase) || s.Value.Contains("at&t", StringComparison.OrdinalIgnoreCase)));
            Assert.Equal(expected.Select(s => s.Key).Order(), await FoundAsync(companyId, word));
        }
    }

    private Task<List<Guid>> FoundAsync(Guid companyId, string typed) => app.InScopeAsync(async services =>
    {
        var filter = new JourneyFilter { State = JourneyState.All, Search = SearchQuery.Parse(typed) };
        var found = await services.GetRequiredService<AppDbContext>().JourneysOf(companyId, filter).Select(j => j.Id).ToListAsync();
        return found.Order().ToList();
    });

    private static async Task<int> TakeAsync(IServiceProvider services, Guid companyId, int act, int which, string story)
    {
        var log = services.GetRequiredService<JourneyWriter>();
        var journeys = await services.GetRequiredService<AppDbContext>().JourneysOf(companyId).OrderBy(j => j.Id)
            .Select(j => new { j.Id, j.Version }).ToListAsync();
        if (act < 2 || journeys.Count == 0)
        {
            await log.LogAsync(companyId, new JourneyEntry([TestData.Said("Shop", "8", story: story)]), ReceiptCode.New(), null, default);
            return 0;
        }

        var chosen = journeys[which % journeys.Count];
        if (act == 6)
        {
            await log.EraseAsync(new JourneyKey(companyId, chosen.Id), null, default);
            return 0;
        }

        await log.ChangeAsync(
            new JourneyKey(companyId, chosen.Id), chosen.Version, (journey, _) => Task.FromResult(Change(journey, act, which, story)), default);
        return 0;
    }

    private static bool Change(Journey journey, int act, int which, string story)
    {
        var position = (which % journey.Moments.Count) + 1;
        var entry = new MomentEntry(journey.Moments[0].TouchpointId, Channel.Store, new Score(50), TestData.Day, null, story);
        switch (act)
        {
            case 2 when journey.IsFinished:
                journey.Reopen();
                return true;
            case 2:
                journey.Finish(Outcome.Left, journey.LatestMomentOn, DateTime.UtcNow);
                return true;
            case 3 when !journey.IsFinished:
                journey.Insert(position, entry);
                return true;
            case 4 when !journey.IsFinished:
                journey.Edit(position, entry, DateTime.UtcNow);
                return true;
            case 5 when !journey.IsFinished && journey.Moments.Count > 1:
                journey.Remove(position, DateTime.UtcNow);
                return true;
            default:
                return false;
        }
    }

    private static async Task<string> PlanAsync(AppDbContext db, Guid companyId)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var isSqlite = db is SqliteAppDbContext;
        if (!isSqlite)
        {
            // In a table of a few rows reading them all is cheapest, and right.
            await db.Database.ExecuteSqlRawAsync("SET LOCAL enable_seqscan = off");
        }

        var listed = db.JourneysOf(companyId, new JourneyFilter { Search = SearchQuery.Parse("개통") }).OrderByDescending(j => j.Day)
            .ThenByDescending(j => j.Id).Take(26);
        await using var command = listed.CreateDbCommand();
        command.CommandText = (isSqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        command.Transaction = transaction.GetDbTransaction();
        var plan = new StringBuilder();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.AppendLine(reader.GetValue(isSqlite ? 3 : 0).ToString());
        }

        return plan.ToString();
    }
}
