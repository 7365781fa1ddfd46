using System.Collections;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Data;

/// <summary>Everything that the store holds of companies, as text, to see whether anything of it has changed.</summary>
internal static class StoredRows
{
    // How the ledger is spread over slots and how often it changed says nothing of what it counts; an entry's number is the index's own.
    private static readonly Type[] Besides = [typeof(FactRow), typeof(LedgerVersion), typeof(CompanyMerge)];

    public static Task<string> OfAsync(AppFixture app, params Guid[] companies) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var lines = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.ClrType == typeof(Company) || e.FindProperty("CompanyId") is not null)
            .Where(e => !Besides.Contains(e.ClrType)).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var id = entity.ClrType == typeof(Company) ? "Id" : "CompanyId";
            var rows = (IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!;
            foreach (var row in rows.AsQueryable().Cast<object>().AsNoTracking().AsEnumerable())
            {
                var values = entity.GetFlattenedProperties().Where(p => p.Name != "Number" || entity.ClrType != typeof(SearchEntry))
                    .OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={TextOf(p.GetGetter().GetClrValueUsingContainingEntity(row))}");
                if (companies.Contains((Guid)entity.FindProperty(id)!.GetGetter().GetClrValue(row)!))
                {
                    lines.Add($"{entity.ClrType.Name} {string.Join(' ', values)}");
                }
            }
        }

        await Task.CompletedTask;
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    });

    private static string TextOf(object? value) => value switch
    {
        null => "-",
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text.Replace("\n", "\\n", StringComparison.Ordinal),
        IEnumerable many => string.Join(',', many.Cast<object>()),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture)[..26],
        IFormattable one => one.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
