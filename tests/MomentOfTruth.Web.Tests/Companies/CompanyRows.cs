using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>
/// Every row of the store that has to do with a company, as texts: those that name its id, those that name an id of these, and so on. New
/// tables are among them by themselves.
/// </summary>
internal static class CompanyRows
{
    // A row of photos is told by what it holds, not by all of it.
    private const int LongestText = 200;

    public static Task<IReadOnlyList<string>> OfAsync(AppFixture app, Guid companyId) => app.InScopeAsync(async services =>
    {
        var all = await AllAsync(services.GetRequiredService<AppDbContext>());
        var (known, taken) = (new HashSet<string> { Text(companyId) }, new HashSet<Row>());
        for (var count = -1; count < taken.Count;)
        {
            count = taken.Count;
            foreach (var row in all.Where(row => !taken.Contains(row) && row.Values.Any(known.Contains)))
            {
                taken.Add(row);
                known.UnionWith(row.Ids);
            }
        }

        return (IReadOnlyList<string>)[.. taken.Select(row => row.ToString()).Order(StringComparer.Ordinal)];
    });

    private static async Task<List<Row>> AllAsync(AppDbContext db)
    {
        var rows = new List<Row>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null).GroupBy(t => t.GetTableName()!))
        {
            var keys = table.SelectMany(t => t.FindPrimaryKey()!.Properties).Select(p => p.GetColumnName()).ToHashSet();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table.Key}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(Read(table.Key, keys, reader));
            }
        }

        await db.Database.CloseConnectionAsync();
        return rows;
    }

    private static Row Read(string table, HashSet<string> keys, DbDataReader reader)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => (Name: reader.GetName(i), Value: reader.GetValue(i))).ToList();
        return new Row(
            table,
            [.. columns.Select(column => Text(column.Value))],
            [.. columns.Where(column => keys.Contains(column.Name) && IsId(column.Value)).Select(column => Text(column.Value))]);
    }

    // Names, numbers and days are the same in many companies; ids and hashes of keys are not.
    private static bool IsId(object value) => value is byte[] or Guid && Text(value) != Text(Guid.Empty);

    // SQLite keeps ids as bytes, PostgreSQL as what they are.
    private static string Text(object value) => value switch
    {
        Guid id => Convert.ToHexString(id.ToByteArray(bigEndian: true)),
        byte[] { Length: > LongestText } bytes => Convert.ToHexString(SHA256.HashData(bytes)),
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        Array many => string.Join(' ', many.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private sealed record Row(string Table, IReadOnlyList<string> Values, IReadOnlyList<string> Ids)
    {
        public override string ToString() => $"{Table}: {string.Join(" | ", Values)}";
    }
}
