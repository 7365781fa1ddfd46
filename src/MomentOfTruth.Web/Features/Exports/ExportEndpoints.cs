using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>The files themselves, sent while they are read.</summary>
public static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/{culture:culture}/companies/{company}/export/{what}.csv", Send).RequireAuthorization(CompanyPolicies.Manage)
            .WithMetadata(new AuditedAttribute("Export"), new MayLagAttribute());

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
            // A file that holds something else than the address asks for would be worse than none.
            return Results.BadRequest();
        }

        return Results.Stream(
            stream => writer.WriteAsync(
                kind,
                [new ExportedCompany(company.Id, company.Name, company.TimeZoneId)],
                filter,
                isPlain.Value ? ExportFormat.Plain : SiteCulture.IsKorean ? ExportFormat.KoreanExcel : ExportFormat.Excel,
                stream,
                http.RequestAborted),
            "text/csv; charset=utf-8",
            ExportAddress.FileName(company.Slug, kind, filter, today));
    }

    // True if the address has the other word, false if it has the usual one or none, null if it has any third.
    private static bool? Word(HttpContext http, string name, string usual, string other)
    {
        var word = http.Request.Query[name].FirstOrDefault();
        return string.IsNullOrEmpty(word) || word == usual ? false : word == other ? true : null;
    }
}

/// <summary>The words of a file's address, and the name under which it is saved.</summary>
public static class ExportAddress
{
    /// <summary>Of the address: which rows, and for which program.</summary>
    public const string RowsName = "rows", All = "all", Filtered = "filtered", FormatName = "format", Excel = "excel", Plain = "plain";

    /// <summary>Every journey of a company, finished and open alike.</summary>
    public static readonly JourneyFilter Everything = new() { State = JourneyState.All };

    /// <summary>Names the company, what the rows are, which days they are of, and whether they are filtered.</summary>
    public static string FileName(string companySlug, ExportKind kind, JourneyFilter filter, DateOnly today)
    {
        var days = filter switch
        {
            { From: { } from, To: { } to } => $"{Text(from)}-to-{Text(to)}",
            { From: { } from } => $"from-{Text(from)}",
            { To: { } to } => $"until-{Text(to)}",
            _ => Text(today),
        };
        var isAll = filter is { IsNarrowed: false, State: JourneyState.All };
        return $"{companySlug}-{kind.ToCode()}-{days}{(isAll ? "" : "-" + Filtered)}.csv";
    }

    private static string Text(DateOnly day) => day.ToIso();
}

/// <summary>Journeys and moments as files.</summary>
public static class ExportServices
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services
        .AddScoped<ExportWriter>()
        .AddScoped<ExportCountsQuery>();
}
