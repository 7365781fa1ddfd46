using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>Files to be imported, in a folder of their own.</summary>
internal sealed class ImportFiles(AppFixture app) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string this[string name] => Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    public static ImportMapping Mapping(string json)
    {
        var (mapping, problems) = ImportMappingJson.Parse(json);
        Assert.Empty(problems);
        return mapping!;
    }

    public Task<Imported> ImportAsync(string name, string text, ImportMapping mapping, ImportSettings? settings = null) =>
        ImportAsync(name, Encoding.UTF8.GetBytes(text), mapping, settings);

    public async Task<Imported> ImportAsync(string name, byte[] bytes, ImportMapping mapping, ImportSettings? settings = null)
    {
        await File.WriteAllBytesAsync(this[name], bytes);
        return await ImportAsync(name, mapping, settings);
    }

    public async Task<Imported> ImportAsync(string name, ImportMapping mapping, ImportSettings? settings = null)
    {
        var reasons = new List<string>();
        var result = await app.InScopeAsync(s => s.GetRequiredService<CsvImport>().RunAsync(
            this[name], mapping, settings ?? new(), row => reasons.Add($"{row.Line}: {row.Reason}"), _ => { }, default));
        return new Imported(result, reasons);
    }

    /// <summary>Corrects cells of the file of rejected rows, as a person would in a spreadsheet.</summary>
    public async Task CorrectAsync(string name, string wrong, string right) =>
        await File.WriteAllTextAsync(this[name], (await File.ReadAllTextAsync(this[name])).Replace(wrong, right, StringComparison.Ordinal));

    public Task<ImportUndone> UndoAsync(Guid? batch) =>
        app.InScopeAsync(s => s.GetRequiredService<ImportHistory>().UndoAsync(batch!.Value, default));

    /// <summary>The scores of each journey of the company in tenths, in the order of their days.</summary>
    public Task<List<string>> ScoresAsync(Company company) => app.InScopeAsync(async s =>
    {
        var journeys = await s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).Include(j => j.Moments).ToListAsync();
        journeys.ForEach(j => j.PutInOrder());
        return journeys.OrderBy(j => j.Day).ThenBy(j => j.Id)
            .Select(j => $"{j.Day:MM-dd} {string.Join(' ', j.Moments.Select(m => m.Score.Tenths))}").ToList();
    });

    public Task<int> CountAsync(Company company) =>
        app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().JourneysOf(company.Id).CountAsync());

    public async Task VerifyAsync(Company company) => Assert.Empty(
        await app.InScopeAsync(s => s.GetRequiredService<FactsLedger>().VerifyAsync(company.Id, null, default)));
}

internal sealed record Imported(ImportResult Result, IReadOnlyList<string> Reasons);
