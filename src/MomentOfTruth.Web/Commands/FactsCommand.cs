using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Commands;

/// <summary>
/// <c>facts verify</c>, <c>facts rebuild</c> and <c>facts show</c>: compares the ledger of a live store with its journeys, counts it again
/// from them, or prints a day of it.
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
        var company = new Option<string>("--company") { Description = "Address name of the company.", Required = true };
        var day = DayOption.Day();
        var show = new Command("show", "Prints what the ledger counts under one day of a company.") { company, day };
        show.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => ShowAsync(services, parse.GetRequiredValue(company), parse.GetRequiredValue(day)!.Value, cancellationToken),
            cancellationToken));
        return new Command("facts", "Looks after the facts ledger, from which the dashboards read.") { verify, rebuild, show };
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var ledger = services.GetRequiredService<FactsLedger>();
        var (companies, found) = (await CompaniesAsync(services, cancellationToken), 0);
        foreach (var (number, company) in companies.Index())
        {
            await PrintProgressAsync("verified", number, companies.Count);
            var names = await NamesAsync(services, company.Id, cancellationToken);
            foreach (var difference in await ledger.VerifyAsync(company.Id, Progress(company.Slug), cancellationToken))
            {
                if (++found <= MaxPrinted)
                {
                    await Terminal.Out.WriteLineAsync(Describe(company.Slug, difference, names));
                }
            }
        }

        await Terminal.Out.WriteLineAsync(string.Create(
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

        await Terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{companies.Count} companies rebuilt"));
        return CommandExit.Done;
    }

    private static async Task<int> ShowAsync(IServiceProvider services, string slug, DateOnly day, CancellationToken cancellationToken)
    {
        if ((await CompaniesAsync(services, cancellationToken)).Find(c => c.Slug == slug) is not { } company)
        {
            return await CommandExit.FailAsync("There is no such company.");
        }

        var names = await NamesAsync(services, company.Id, cancellationToken);
        var products = await services.GetRequiredService<FactsLedger>().OfDayAsync(company.Id, day, cancellationToken);
        foreach (var (place, counts) in products.OrderBy(product => names.Of(product.Key.ProductId), StringComparer.Ordinal))
        {
            await Terminal.Out.WriteLineAsync(
                $"{slug} {day.ToIso()} {(place.ProductId == Guid.Empty ? "(no product)" : names.Of(place.ProductId))}");
            var lines = counts.Counts.Select(count => (count.Key.Kind, Key: names.Of(count.Key), Count: count.Value));
            foreach (var (kind, key, count) in lines.OrderBy(line => line.Kind).ThenBy(line => line.Key, StringComparer.Ordinal))
            {
                var sum = count.Sum == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", sum {count.Sum * Tally.Unit:0.0000000000}");
                await Terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {kind,-10} {key}: {count.N}{sum}"));
            }
        }

        if (products.Count == 0)
        {
            await Terminal.Out.WriteLineAsync($"{slug} {day.ToIso()}: nothing is counted");
        }

        return CommandExit.Done;
    }

    private static Task<List<NamedCompany>> CompaniesAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<AppDbContext>().Companies
            .OrderBy(c => c.Slug)
            .Select(c => new NamedCompany(c.Id, c.Slug))
            .ToListAsync(cancellationToken);

    private static async Task<CountNames> NamesAsync(IServiceProvider services, Guid companyId, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<AppDbContext>();
        var names = await db.Touchpoints.Where(t => t.CompanyId == companyId).Select(t => new { t.Id, t.Name })
            .Concat(db.Products.Where(p => p.CompanyId == companyId).Select(p => new { p.Id, p.Name }))
            .ToDictionaryAsync(named => named.Id, named => named.Name, cancellationToken);
        return new CountNames(names);
    }

    private static string Describe(string company, FactDifference difference, CountNames names)
    {
        var (grain, place) = difference.Bag;
        return string.Create(CultureInfo.InvariantCulture,
            $"{company} {grain} {place.Period.ToIso()} {difference.Key.Kind} \"{names.Of(difference.Key)}\": "
            + $"expected {difference.Expected.N}/{difference.Expected.Sum}, found {difference.Found.N}/{difference.Found.Sum}");
    }

    private static ConsoleProgress<long> Progress(string company) =>
        new(journeys => string.Create(CultureInfo.InvariantCulture, $"{company}: {journeys:N0} journeys read"));

    private static async Task PrintProgressAsync(string done, int number, int of)
    {
        if (number > 0 && number % 100 == 0)
        {
            await Terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number} of {of} companies {done}"));
        }
    }

    private sealed record NamedCompany(Guid Id, string Slug);
}
