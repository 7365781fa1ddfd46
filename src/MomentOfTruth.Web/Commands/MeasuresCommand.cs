using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Dashboards;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>measures</c>: prints every measure as JSON on standard output.</summary>
public static class MeasuresCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(WebApplication app)
    {
        var company = new Option<string?>("--company") { Description = "Address name of the company; all companies without it." };
        var from = DayOption.From();
        var to = DayOption.To();
        var product = new Option<string?>("--product") { Description = "Name of a product of the company." };
        var command = new Command(
            "measures", "Prints the measures as JSON, of every touchpoint; pages sum up those that are not the worst.")
        {
            company, from, to, product,
        };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(async services =>
        {
            var scope = await FindScopeAsync(
                services.GetRequiredService<AppDbContext>(), parse.GetValue(company), parse.GetValue(product),
                parse.GetValue(from), parse.GetValue(to), cancellationToken);
            if (scope is null)
            {
                return await CommandExit.FailAsync("There is no such company or product.");
            }

            var measures = await services.GetRequiredService<MeasuresQuery>().RunAsync(scope, cancellationToken);
            await Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(MeasuresSummary.Of(measures), Json));
            return CommandExit.Done;
        }, cancellationToken));
        return command;
    }

    // Returns null if there is no such company, or no such product in it.
    private static async Task<LedgerScope?> FindScopeAsync(
        AppDbContext db, string? companySlug, string? product, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var company = companySlug is null
            ? null
            : await db.Companies
                .Where(c => c.Slug == companySlug && c.MergedIntoId == null)
                .Select(c => (Guid?)c.Id)
                .SingleOrDefaultAsync(cancellationToken);
        if (companySlug is not null && company is null)
        {
            return null;
        }

        if (product is null)
        {
            return new LedgerScope(company, from, to);
        }

        var key = Naming.KeyOf(product);
        var productId = await db.Products
            .Where(p => p.CompanyId == company && p.NameKey == key)
            .Select(p => (Guid?)p.Id)
            .SingleOrDefaultAsync(cancellationToken);
        return productId is null ? null : new LedgerScope(company, from, to, productId);
    }
}
