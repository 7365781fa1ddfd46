using System.Text.Json;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests;

/// <summary>The commands, run as an operator runs them; one of each kind as a process.</summary>
public sealed class CommandTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Measures_PrintsTheExampleOfTheMethod()
    {
        var company = await app.CompanyAsync();
        foreach (var scores in new[] { "A0 B0 C0 D0 E0", "A8 B9 C0 D9 E10", "A8 B9 C0 D9 E9", "A9 B8 C9 D0 E9", "B7 C0 E0", "A9 B9 C8 D9 E9", "A6 C7 D6", "A10 B10 C10" })
        {
            await app.FinishedAsync(company, Outcome.NotSaid, null, [.. scores.Split(' ').Select(s => TestData.Said(s[..1], s[1..]))]);
        }

        var (exit, output) = await StartAsync("measures", "--company", company.Slug);

        Assert.Equal(0, exit);
        var measures = JsonDocument.Parse(output).RootElement;
        double Number(string name) => Math.Round(measures.GetProperty(name).GetDouble(), 3);
        Assert.Equal((8, 5, 2, 3), (Number("journeys"), Number("collapsed"), Number("unsavable"), Number("hidden")));
        Assert.Equal((0.375, 0.137, 0.694), (Number("survivalRate"), Number("survivalLow"), Number("survivalHigh")));
        Assert.Equal(
            (0.222, 3.14, 6.08), (Number("meanProduct"), Math.Round(Number("meanEvenScore"), 2), Math.Round(Number("meanAverage"), 2)));
        Assert.Equal(JsonValueKind.Array, measures.GetProperty("survivalCurve").ValueKind);
    }

    [Fact]
    public async Task ImportExportAndVerify_SayWhatTheyDid()
    {
        using var folder = new TemporaryFolder();
        var (file, mapping, export) = (
            Path.Combine(folder.Path, "a.csv"), Path.Combine(folder.Path, "a.json"), Path.Combine(folder.Path, "out.csv"));
        var company = await app.CompanyAsync();
        await File.WriteAllTextAsync(file, "day,shop\n2026-03-01,5\n2026-03-02,0\n2026-03-03,9\n");
        await File.WriteAllTextAsync(mapping, $$"""
            { "shape": "wide", "company": { "value": "{{company.Name}}" }, "endedOn": { "column": "day", "formats": ["yyyy-MM-dd"] },
              "touchpoints": [ { "column": "shop", "name": "Shop", "channel": "store", "low": 0, "high": 5, "zero": "lowest" } ] }
            """);

        var (imported, told) = await StartAsync("import", file, "--mapping", mapping);
        var (exported, rows) = await StartAsync(
            "export", "--company", company.Slug, "--what", "moments", "--from", "2026-03-02", "--out", export);
        var (verified, differences) = await StartAsync("facts", "verify");
        var (unknown, _) = await RunAsync("export", "--company", "no-such-company", "--what", "moments", "--out", export);

        Assert.Equal((0, "imported 2 journeys, 2 moments; skipped 1 rows"), (imported, told.Trim().Split('\n')[^1].Trim()));
        Assert.Equal((0, "exported 1 moments"), (exported, rows.Trim()));
        Assert.Equal(2, Csv.Read(await File.ReadAllTextAsync(export)).Count);
        Assert.Equal(0, verified);
        Assert.Contains("0 differences", differences, StringComparison.Ordinal);
        Assert.NotEqual(0, unknown);
    }

    // Nothing of the file came in: that is no success.
    [Theory]
    [InlineData("day,shop\n", 2)]
    [InlineData("day,shop\nsoon,5\n2026-03-03,9\n", 2)]
    [InlineData("day,shop\n2026-03-01,5\n2026-03-03,9\n", 0)]
    public async Task Import_OfNothingThatComesIn_IsNoSuccess(string text, int expected)
    {
        using var folder = new TemporaryFolder();
        var (file, mapping) = (Path.Combine(folder.Path, "a.csv"), Path.Combine(folder.Path, "a.json"));
        var company = await app.CompanyAsync();
        await File.WriteAllTextAsync(file, text);
        await File.WriteAllTextAsync(mapping, $$"""
            { "shape": "wide", "company": { "value": "{{company.Name}}" }, "endedOn": { "column": "day", "formats": ["yyyy-MM-dd"] },
              "touchpoints": [ { "column": "shop", "name": "Shop", "channel": "store", "low": 0, "high": 5, "zero": "lowest" } ] }
            """);

        var (exit, told) = await RunAsync("import", file, "--mapping", mapping);

        Assert.Equal(expected, exit);
        Assert.StartsWith("imported ", told.Trim().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ListsWhatItDid_AndTakesItBack()
    {
        using var folder = new TemporaryFolder();
        var (file, mapping) = (Path.Combine(folder.Path, "undone.csv"), Path.Combine(folder.Path, "a.json"));
        await File.WriteAllTextAsync(file, $"id;company;day;shop\n1;Undone {Guid.NewGuid():N};2026-03-01;5\n");
        await File.WriteAllTextAsync(mapping, """
            { "company": { "column": "company" }, "endedOn": { "column": "day" }, "externalId": { "column": "id" },
              "touchpoints": [ { "column": "shop", "name": "Shop", "channel": "store", "low": 0, "high": 5 } ] }
            """);

        var (_, imported) = await RunAsync("import", file, "--mapping", mapping);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(";5", ";4", StringComparison.Ordinal));
        var (_, dry) = await RunAsync("import", file, "--mapping", mapping, "--dry-run");
        var (_, updated) = await RunAsync("import", file, "--mapping", mapping);
        var (listed, list) = await RunAsync("import", "list");
        var ids = list.Split('\n').Where(line => line.Contains("undone.csv", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToList();
        var (tooEarly, _) = await RunAsync("import", "undo", ids[1]);
        var (undone, told) = await RunAsync("import", "undo", ids[0]);
        var (undoneToo, _) = await RunAsync("import", "undo", ids[1]);
        var (verified, _) = await RunAsync("facts", "verify");

        Assert.Contains("read as UTF-8, separator ;", imported, StringComparison.Ordinal);
        Assert.Contains("updated 1 journeys", dry, StringComparison.Ordinal);
        Assert.Equal(["updated 1 journeys", "imported 0 journeys, 0 moments; skipped 0 rows"], updated.Trim().Split('\n')[^2..]);
        Assert.Equal((0, 2, 1, 0, 0, 0), (listed, ids.Count, tooEarly, undone, undoneToo, verified));
        Assert.Contains("0 journeys removed, 1 as they were before", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ExplainsAndSuggestsAMapping()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a.csv");
        await File.WriteAllTextAsync(file, "day,shop\n2026-03-01,5\n");

        var (explained, help) = await RunAsync("import", "--help", "mapping");
        var (_, plain) = await RunAsync("import", "--help");
        var (suggested, mapping) = await RunAsync("import", "--suggest", file);
        var (nothing, _, error) = await RunOnAsync(app.Database, ["import"]);

        Assert.Equal((0, 0, 1), (explained, suggested, nothing));
        Assert.Equal(Features.Imports.MappingHelp.Text, help.ReplaceLineEndings("\n").TrimEnd());
        Assert.Contains("--suggest", plain, StringComparison.Ordinal);
        Assert.Empty(Features.Imports.ImportMappingJson.Parse(mapping).Problems);
        Assert.Contains("import FILE --mapping", error, StringComparison.Ordinal);
    }

    // Whoever opens a SQLite file brings it up to date, and creates it; PostgreSQL is migrated only by the command for that.
    [Theory]
    [InlineData("measures", "\"journeys\": 0")]
    [InlineData("export", "exported 0 journeys")]
    public async Task MeasuresAndExport_OfAStoreWithoutTables_AreEmpty_OrSayWhatToDo(string command, string told)
    {
        using var folder = new TemporaryFolder();
        await using var untouched = new TestDatabase();

        var (exit, output, error) = await RunOnAsync(untouched, [command, .. command == "export" ? ExportTo(folder) : []]);

        var (expected, said) = TestDatabase.Provider == DatabaseProvider.Sqlite ? (0, output) : (1, error);
        Assert.Equal(expected, exit);
        Assert.Contains(
            TestDatabase.Provider == DatabaseProvider.Sqlite ? told : "Run the command \"migrate\" first.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("measures", "--from", "01/02/2026")]
    [InlineData("measures", "--to", "2026-02-30")]
    [InlineData("export", "--from", "2026-1-2")]
    [InlineData("export", "--to", "tomorrow")]
    public async Task MeasuresAndExport_WrongDay_IsNamed_AndNothingIsDone(string command, string option, string day)
    {
        using var folder = new TemporaryFolder();

        var (exit, output, error) = await RunOnAsync(app.Database, [command, .. command == "export" ? ExportTo(folder) : [], option, day]);

        Assert.Equal(1, exit);
        Assert.Contains($"\"{day}\" is not a day such as 2026-01-31.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\"journeys\":", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string[] ExportTo(TemporaryFolder folder) => ["--what", "journeys", "--out", Path.Combine(folder.Path, "out.csv")];

    private async Task<(int Exit, string Output)> RunAsync(params string[] words)
    {
        var (exit, output, _) = await RunOnAsync(app.Database, words);
        return (exit, output);
    }

    private async Task<(int Exit, string Output)> StartAsync(params string[] words)
    {
        var (exit, output, _) = await Executable.StartAsync(Executable.On(app.Database), "", words);
        return (exit, output);
    }

    private static Task<(int Exit, string Output, string Error)> RunOnAsync(TestDatabase database, string[] words) =>
        Executable.RunAsync(Executable.On(database), words);
}
