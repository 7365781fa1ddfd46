using System.Text.Json;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// The ranking of what to fix first as files, at the page's address with another ending and the same query. The table for spreadsheets has
/// every touchpoint, also those that the page only sums up.
/// </summary>
public static class FixFirstEndpoints
{
    private static readonly string[] Columns =
        ["touchpoint", "rescued", "journeys", "rescued_share", "low", "high", "gain_low_points", "gain_high_points"];

    public static void MapFixFirst(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/{culture:culture}/companies/{company}").RequireAuthorization(CompanyPolicies.Read)
            .WithMetadata(new AuditedAttribute("FixFirst.File"), new MayLagAttribute());
        files.MapGet("/fix-first.csv", CsvAsync);
        files.MapGet("/fix-first.json", JsonAsync);
    }

    private static async Task<IResult> CsvAsync(HttpContext http, MeasuresQuery measures, TimeProvider clock)
    {
        var format = http.Request.Query[ExportAddress.FormatName].FirstOrDefault();
        if (ScopeOf(http, clock) is not { } scope || format is not (null or "" or ExportAddress.Excel or ExportAddress.Plain))
        {
            // A file that holds something else than the address asks for would be worse than none.
            return Results.BadRequest();
        }

        var found = await measures.RunAsync(scope, http.RequestAborted);
        var file = new MemoryStream();
        await using (var csv = new CsvFile(file, forExcel: format != ExportAddress.Plain))
        {
            await csv.WriteAsync(Columns.Select(name => (CsvCell)name), http.RequestAborted);
            foreach (var fix in found.Fixes)
            {
                CsvCell[] row =
                [
                    fix.Touchpoint,
                    fix.Rescued.Count,
                    fix.Rescued.N,
                    fix.Rescued.Rate,
                    fix.Rescued.Low,
                    fix.Rescued.High,
                    100 * fix.GainLow,
                    100 * fix.GainHigh,
                ];
                await csv.WriteAsync(row, http.RequestAborted);
            }
        }

        return Results.File(file.ToArray(), "text/csv; charset=utf-8", $"{http.Company().Slug}-fix-first.csv");
    }

    private static async Task<IResult> JsonAsync(HttpContext http, MeasuresQuery measures, TimeProvider clock)
    {
        if (ScopeOf(http, clock) is not { } scope)
        {
            return Results.BadRequest();
        }

        var summary = MeasuresSummary.Of(await measures.RunAsync(scope, http.RequestAborted), MeasuresSummary.MostNamed);
        return Results.Json(
            new
            {
                summary.Journeys,
                summary.Collapsed,
                summary.FixFirst,
                summary.FairShares,
                summary.Unsavable,
                summary.Sequence,
                summary.Rest,
            },
            JsonSerializerOptions.Web);
    }

    private static LedgerScope? ScopeOf(HttpContext http, TimeProvider clock)
    {
        var filter = MeasuresFilter.Of(http, clock);
        return filter.IsUnderstood ? DashboardQuery.ScopeOf(http.Company().Id, filter) : null;
    }
}
