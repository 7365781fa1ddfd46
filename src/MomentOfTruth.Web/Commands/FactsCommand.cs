using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>facts verify</c> and <c>facts rebuild</c>: compares the ledger of a live store with its journeys, or counts it again from them.
/// </summary>
public static class FactsCommand
{
    private const int MaxPrinted = 20;

    public static Command Create(WebApplication app)
    {
        var verify = new Command("verify", "Compares the ledger with the journeys; exit code 1 if they differ.");
        verify.SetAction((_, cancellationToken) =>
            app.OnStoreAsync(services => VerifyAsync(services, cancellationToken), cancellationToken));
        var rebuild = new Command("rebuild", "Counts the ledger anew from the journeys.");
        rebuild.SetAction((_, cancellationToken) =>
            app.OnStoreAsync(services => RebuildAsync(services, cancellationToken), cancellationToken));
        return new Command("facts", "Looks after the facts ledger, from which the dashboards read.") { verify, rebuild };
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var ledger = services.GetRequiredService<FactsLedger>();
        var (companies, found) = (await CompaniesAsync(services, cancellationToken), 0);
        foreach (var (number, company) in companies.Index())
        {
            await PrintProgressAsync("verified", number, companies.Count);
            foreach (var difference in await ledger.VerifyAsync(company.Id, Progress(company.Slug), cancellationToken))
            {
                if (++found <= MaxPrinted)
                {
                    await Console.Out.WriteLineAsync(Describe(company.Slug, difference));
                }
            }
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{companies.Count} companies verified; {found} differences"));
        return found == 0 ? CommandExit.Done : CommandExit.Failed;
    }

    private static async Task<int> RebuildAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var ledger = services.GetRequiredService<FactsLedger>();
        var companies = await CompaniesAsync(services, cancellationToken);
        foreach (var (number, company) in companies.Index())
        {
            await PrintProgressAsync("rebuilt", number, companies.Count);
            await ledger.RebuildAsync(company.Id, Progress(company.Slug), cancellationToken);
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{companies.Count} companies rebuilt"));
        return CommandExit.Done;
    }

    private static Task<List<NamedCompany>> CompaniesAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<AppDbContext>().Companies
            .OrderBy(c => c.Slug)
            .Select(c => new NamedCompany(c.Id, c.Slug))
            .ToListAsync(cancellationToken);

    private static string Describe(string company, FactDifference difference) => string.Create(CultureInfo.InvariantCulture,
        $"{company} {difference.Grain} {difference.Key.Day.ToIso()} {difference.Key.Kind} \"{difference.Key.Key}\": "
        + $"expected {difference.Expected.N}/{difference.Expected.Sum}, found {difference.Found.N}/{difference.Found.Sum}");

    private static ConsoleProgress<long> Progress(string company) =>
        new(journeys => string.Create(CultureInfo.InvariantCulture, $"{company}: {journeys:N0} journeys read"));

    private static async Task PrintProgressAsync(string done, int number, int of)
    {
        if (number > 0 && number % 100 == 0)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number} of {of} companies {done}"));
        }
    }

    private sealed record NamedCompany(Guid Id, string Slug);
}
