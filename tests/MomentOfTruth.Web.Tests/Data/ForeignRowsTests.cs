using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.Companies;
using MomentOfTruth.Web.Tests.Imports;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>The engine itself refuses a row of one company that points at a row of another, whatever the code does.</summary>
public sealed class ForeignRowsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task ARowOfOneCompany_PointingAtAnothers_IsRefusedByTheEngine()
    {
        var (mine, other) = (await FilledAsync("mine"), await FilledAsync("other"));
        await using var db = app.Database.Open();
        await db.Database.OpenConnectionAsync();
        var pointers = db.Model.GetEntityTypes().SelectMany(table => table.GetForeignKeys())
            .Where(key => key.Properties.Count > 1 && key.Properties[0].Name == nameof(Journey.CompanyId))
            .ToList();

        Assert.True(pointers.Count > 15);
        foreach (var pointer in pointers)
        {
            var error = await Assert.ThrowsAnyAsync<DbException>(() => PointAsync(db, pointer, mine, other));
            Assert.Contains("foreign key", error.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>A company with a row in every table that points at another.</summary>
    private async Task<Guid> FilledAsync(string word)
    {
        var ids = await CompanyIds.OfAsync(app, word);
        var company = ids.Company;
        var administrator = await app.PersonAsync(company, null, isAdministrator: true);
        Assert.True(await app.InScopeAsync(services => services.GetRequiredService<MomentOfTruth.Web.Features.Publications.ModerationTasks>()
            .HandAsync(company.Id, ids.Publication, administrator.Id, null, default)));
        using var files = new ImportFiles(app);
        await files.ImportAsync("a.csv", "shop\n5\n", ImportFiles.Mapping($$"""
            {
              "company": { "value": "{{company.Name}}" }, "endedOn": { "value": "2026-01-31" },
              "touchpoints": [{ "column": "shop", "name": "{{word}} till", "channel": "store", "low": 1, "high": 5 }]
            }
            """));
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var (told, draft) = (
                await db.Journeys.Where(j => j.CompanyId == company.Id).Select(j => j.Id).FirstAsync(),
                await db.Drafts.Where(d => d.CompanyId == company.Id).Select(d => d.KeyHash).FirstAsync());
            db.Add(new MergedJourney { CompanyId = company.Id, JourneyId = told, MergeId = Guid.CreateVersion7() });
            db.Add(new PushSubscription
            {
                CompanyId = company.Id,
                JourneyId = told,
                Hash = [1],
                Target = word,
                Culture = "en",
                CreatedAtUtc = DateTime.UtcNow,
            });
            db.Add(new MergedDraft { CompanyId = company.Id, KeyHash = draft, MergeId = Guid.CreateVersion7() });
            await db.SaveChangesAsync();

            var entry = new JourneyEntry([TestData.Said($"{word} shop", "8", story: word)], $"{word} modem") { Contact = $"{word}@example.org" };
            var journey = await services.GetRequiredService<JourneyWriter>().LogAsync(company.Id, entry, ReceiptCode.New(), null, default);
            return await services.GetRequiredService<MomentWriter>()
                .EditAsync(journey!.Value, 2, 1, TestData.Said($"{word} shop", "7"), default);
        });
        return company.Id;
    }

    // One row of the table, as it is, but with the id of something of the other company.
    private static async Task PointAsync(AppDbContext db, IForeignKey pointer, Guid from, Guid at)
    {
        var columns = Columns(pointer.Properties.Skip(1));
        var key = Columns(pointer.DeclaringEntityType.FindPrimaryKey()!.Properties);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"""
            UPDATE "{pointer.DeclaringEntityType.GetTableName()}" SET ({columns}) = (
                SELECT {Columns(pointer.PrincipalKey.Properties.Skip(1))} FROM "{pointer.PrincipalEntityType.GetTableName()}"
                WHERE "CompanyId" = @at LIMIT 1)
            WHERE ({key}) = (SELECT {key} FROM "{pointer.DeclaringEntityType.GetTableName()}" WHERE "CompanyId" = @from LIMIT 1)
            """;
        Add(command, "at", db.RawId(at));
        Add(command, "from", db.RawId(from));
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static string Columns(IEnumerable<IProperty> properties) =>
        string.Join(", ", properties.Select(property => $"\"{property.GetColumnName()}\""));

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
