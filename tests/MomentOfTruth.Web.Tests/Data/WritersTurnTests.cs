using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>
/// Where there is one writer at a time, all who write in this process take turns, whichever way they write: nobody meets a locked store.
/// </summary>
public sealed class WritersTurnTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly string[] Kinds = ["transaction", "save", "statement", "line"];

    public static TheoryData<string> Ways => [.. Kinds];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhoeverWrites_WaitsForTheOneBefore(string way)
    {
        var company = await app.CompanyAsync();
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            using var turn = await db.TakeTurnAsync(default);
            Assert.Equal(db.HasOneWriter, turn is not null);

            var second = Task.Run(() => app.InScopeAsync(others => WriteAsync(others, way, company.Id)));

            // Nothing is locked in the store: who did not wait for the turn would be done by now.
            for (var reads = 0; reads < 200; reads++)
            {
                Assert.True(await db.Companies.AnyAsync(c => c.Id == company.Id));
            }

            Assert.False(db.HasOneWriter && second.IsCompleted);
            turn?.Dispose();
            Assert.Equal(way, await second);
            return await db.Companies.SingleAsync(c => c.Id == company.Id && c.QuietDays == 77);
        });
    }

    [Fact]
    public async Task ManyOfAllKinds_AllGetTheirTurn()
    {
        var company = await app.CompanyAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() =>
            app.InScopeAsync(services => WriteAsync(services, Kinds[i % Kinds.Length], company.Id)))));

        Assert.Equal(80, all.Length);
    }

    // One way to write, as far as it comes; each sets the same.
    private static async Task<string> WriteAsync(IServiceProvider services, string way, Guid companyId)
    {
        var db = services.GetRequiredService<AppDbContext>();
        Task<int> SetAsync(AppDbContext store) => store.Companies.Where(c => c.Id == companyId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.QuietDays, 77));
        switch (way)
        {
            case "transaction":
                await using (var transaction = await db.BeginWriteAsync(default))
                {
                    await SetAsync(db);
                    await transaction.CommitAsync(default);
                }

                break;
            case "save":
                (await db.Companies.SingleAsync(c => c.Id == companyId)).WaitFor(77);
                await db.SaveChangesAsync();
                break;
            case "statement":
                await SetAsync(db);
                break;
            default:
                await services.GetRequiredService<GroupCommit>().RunAsync(write => SetAsync(write.Db), default);
                break;
        }

        return way;
    }
}
