using System.Text.Encodings.Web;
using System.Text.Json;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// The dashboard's numbers at its own address with <c>.json</c> or <c>.csv</c> behind it. Company names in addresses have no dots, so these
/// endings hide no company.
/// </summary>
public static class DashboardEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void MapDashboards(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/{culture:culture}/companies").RequireAuthorization(CompanyPolicies.Read)
            .WithMetadata(new AuditedAttribute("Dashboard.File"), new MayLagAttribute());
        files.MapGet("/{company}.json", SendJsonAsync);
        files.MapGet("/{company}.csv", SendCsvAsync);
    }

    private static async Task<IResult> SendJsonAsync(HttpContext http, DashboardQuery dashboard, TimeProvider clock) =>
        await ReadAsync(http, dashboard, clock) is { } summary ? Results.Json(summary, Json) : Results.BadRequest();

    private static async Task<IResult> SendCsvAsync(HttpContext http, DashboardQuery dashboard, TimeProvider clock)
    {
        if (await ReadAsync(http, dashboard, clock) is not { } summary)
        {
            return Results.BadRequest();
        }

        return Results.Stream(
            async stream =>
            {
                await using var csv = new CsvFile(stream, forExcel: true);
                await csv.WriteAsync(DashboardCells.Columns.Select(name => (CsvCell)name), http.RequestAborted);
                foreach (var row in DashboardCells.Of(summary))
                {
                    await csv.WriteAsync(row, http.RequestAborted);
                }
            },
            "text/csv; charset=utf-8",
            $"{summary.Company}-dashboard.csv");
    }

    // Returns null if the address is not understood: other numbers than it asks for would be worse than none.
    private static async Task<DashboardSummary?> ReadAsync(HttpContext http, DashboardQuery dashboard, TimeProvider clock)
    {
        var company = http.Company();
        var filter = MeasuresFilter.Of(http, clock);
        return filter.IsUnderstood
            ? DashboardSummary.Of(
                company.Slug,
                DashboardQuery.ScopeOf(company.Id, filter),
                await dashboard.RunAsync(company.Id, filter, Against.Before, clock.Today(company.TimeZoneId), http.RequestAborted),
                await dashboard.BenchmarkAsync(company.Id, filter, http.RequestAborted))
            : null;
    }
}
