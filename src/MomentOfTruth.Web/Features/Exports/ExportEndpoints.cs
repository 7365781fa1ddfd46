using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>The files themselves, sent while they are read.</summary>
public static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/{culture:culture}/companies/{company}/export/{what}.csv", Send).RequireAuthorization(CompanyPolicies.Read);

    private static IResult Send(string what, HttpContext http, ExportWriter writer, TimeProvider clock)
    {
        if (ExportKinds.FromCode(what) is not { } kind)
        {
            return Results.NotFound();
        }

        var company = http.Company();
        var today = clock.Today(company.TimeZoneId);
        var isAll = Word(http, ExportAddress.RowsName, ExportAddress.Filtered, ExportAddress.All);
        var isPlain = Word(http, ExportAddress.FormatName, ExportAddress.Excel, ExportAddress.Plain);
        var filter = isAll == true ? ExportAddress.Everything : JourneyFilter.Parse(http.Request.Query, today);
        if (isAll is null || isPlain is null || !filter.IsUnderstood)
        {
            // Rather no file than one that holds something else than was asked for.
            return Results.BadRequest();
        }

        return Results.Stream(
            stream => writer.WriteAsync(
                kind, [new ExportedCompany(company.Id, company.Name, company.TimeZoneId)], filter, isPlain == false, stream, http.RequestAborted),
            "text/csv; charset=utf-8",
            ExportAddress.FileName(company.Slug, kind, filter, today));
    }

    // Whether the address says the second word; the first is meant if it says nothing, and any other is refused.
    private static bool? Word(HttpContext http, string name, string usual, string other)
    {
        var word = http.Request.Query[name].FirstOrDefault();
        return string.IsNullOrEmpty(word) || word == usual ? false : word == other ? true : null;
    }
}
