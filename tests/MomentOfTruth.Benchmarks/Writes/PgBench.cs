using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using Npgsql;

namespace MomentOfTruth.Benchmarks.Writes;

/// <summary>
/// PostgreSQL's own <c>pgbench</c>, which sends the statements that the product sends for a journey, to the same tables: the rows of one that the
/// product has written are its pattern, with ids of their own.
/// </summary>
internal sealed partial class PgBench(string connectionString, string script)
{
    private const string OfJourney = "md5(:a::text || '-' || :b::text)::uuid";

    /// <summary>Writes the script from a journey that is stored.</summary>
    /// <param name="db">The store.</param>
    /// <param name="companyId">The company of the journey.</param>
    /// <param name="file">Where the script is to be.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<PgBench> OfAsync(AppDbContext db, Guid companyId, string file, CancellationToken cancellationToken)
    {
        var journey = await db.JourneysOf(companyId).Include(j => j.Moments).OrderBy(j => j.Id).FirstAsync(cancellationToken);
        var entry = await db.SearchEntries.AsNoTracking().SingleAsync(e => e.CompanyId == companyId && e.JourneyId == journey.Id, cancellationToken);
        var receipt = await db.Receipts.AsNoTracking().SingleAsync(r => r.CompanyId == companyId && r.JourneyId == journey.Id, cancellationToken);
        var facts = await db.Facts.AsNoTracking().Where(f => f.CompanyId == companyId).OrderByDescending(f => f.Counts.Length).FirstAsync(cancellationToken);
        var names = await db.Touchpoints.AsNoTracking().Where(t => t.CompanyId == companyId).Select(t => t.NameKey).ToListAsync(cancellationToken);
        var text = new StringBuilder(FormattableString.Invariant($"""
            \set a random(0, 9223372036854775806)
            \set b random(0, 9223372036854775806)
            \set slot random(0, {db.LedgerSlots - 1})
            \set day random(0, 9)
            BEGIN;
            SELECT * FROM "Touchpoints" WHERE "CompanyId" = '{companyId}' AND "NameKey" IN ({string.Join(", ", names.Select(name => $"'{name}'"))}) ORDER BY "Id";
            {Insert(db, journey, "Id")}
            {string.Join('\n', journey.Moments.Select(moment => Insert(db, moment, "JourneyId")))}
            {Insert(db, receipt, "JourneyId").Replace(Literal(receipt.Hash), "sha256((:a::text || '-' || :b::text)::bytea)", StringComparison.Ordinal)}
            INSERT INTO "LedgerVersions" ("CompanyId", "Slot", "N") VALUES ('{companyId}', :slot, 1)
                ON CONFLICT ("CompanyId", "Slot") DO UPDATE SET "N" = "LedgerVersions"."N" + 1;
            SELECT "Counts" FROM "Facts" WHERE "CompanyId" = '{companyId}' AND "Slot" = :slot AND "ProductId" = '{facts.ProductId}'
                AND ("Grain", "Period") IN ((0, DATE '2026-01-01' + :day::int), (1, DATE '2026-01-01'));

            """));
        foreach (var (grain, period) in new[] { (0, "DATE '2026-01-01' + :day::int"), (1, "DATE '2026-01-01'") })
        {
            text.Append(FormattableString.Invariant($"""
                INSERT INTO "Facts" ("CompanyId", "Grain", "Period", "ProductId", "Slot", "Counts")
                    VALUES ('{companyId}', {grain}, {period}, '{facts.ProductId}', :slot, {Literal(facts.Counts)})
                    ON CONFLICT ("CompanyId", "Grain", "Period", "ProductId", "Slot") DO UPDATE SET "Counts" = excluded."Counts";

                """));
        }

        text.Append(FormattableString.Invariant($"{Insert(db, entry, "JourneyId")}\nCOMMIT;\n"));
        await File.WriteAllTextAsync(file, OneLineEach().Replace(text.ToString(), " "), cancellationToken);
        return new PgBench(db.Database.GetConnectionString()!, file);
    }

    /// <summary>Returns how many transactions a second were committed.</summary>
    public async Task<double> RoundAsync(int clients, TimeSpan length, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(
            Program(),
            [
                "-n", "-M", "prepared", "-f", script, "-c", Text(clients), "-j", "2", "-T", Text((int)length.TotalSeconds), "-h", server.Host!,
                "-p", Text(server.Port), "-U", server.Username!, server.Database!,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && PerSecond().Match(said[0]) is { Success: true } found
            ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException(string.Concat(said));
    }

    // Debian keeps it off the PATH.
    private static string Program() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() ?? "pgbench"
            : "pgbench";

    private static string Insert<T>(AppDbContext db, T row, string idOfJourney)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        var columns = BulkColumn.Of(entity);
        var values = columns.Select(column => column.Name == idOfJourney ? OfJourney : Literal(column.ValueOf(row)));
        return $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", values)});";
    }

    // A colon would begin a variable.
    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => $"decode('{Convert.ToHexString(bytes)}', 'hex')",
        int[] numbers => $"ARRAY[{string.Join(", ", numbers.Select(Text))}]::int[]",
        DateTime instant => FormattableString.Invariant($"to_timestamp({new DateTimeOffset(instant).ToUnixTimeSeconds()})"),
        DateOnly day => $"'{day:yyyy-MM-dd}'",
        bool isSo => isSo ? "TRUE" : "FALSE",
        string or Guid => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)}'",
        Enum code => Convert.ToInt64(code, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value.GetType()}"),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\n +")]
    private static partial Regex OneLineEach();

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex PerSecond();
}
