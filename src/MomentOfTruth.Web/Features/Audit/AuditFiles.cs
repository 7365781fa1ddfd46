using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>The records of a page as a file, with their hashes, sent while they are read.</summary>
public static class AuditFiles
{
    private const string Action = "Audit.File";

    private static readonly string[] Columns =
        ["company", "number", "at", "who", "action", "subject", "detail", "network", "hash"];

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
                "/{culture:culture}/companies/{company}/audit.csv",
                (HttpContext http, AuditQuery query) =>
                    Send(http, query, http.Company().Id, http.Company().TimeZoneId, http.Company().Slug))
            .RequireAuthorization(CompanyPolicies.Own).WithMetadata(new AuditedAttribute(Action));
        routes.MapGet("/{culture:culture}/admin/audit.csv", SendAllAsync).WithMetadata(new AuditedAttribute(Action));
    }

    private static async Task<IResult> SendAllAsync(HttpContext http, AuditQuery query, AccountQuery accounts) =>
        await accounts.IsAdministratorAsync(http.User.AccountId(), http.RequestAborted)
            ? Send(http, query, null, "UTC", "all")
            : Results.NotFound();

    private static IResult Send(HttpContext http, AuditQuery query, Guid? companyId, string zone, string name)
    {
        var filter = AuditFilter.Parse(http.Request.Query);
        return filter.Wrong.Count > 0
            ? Results.BadRequest()
            : Results.Stream(
                stream => WriteAsync(stream, query.AllAsync(companyId, filter, zone), zone, http.RequestAborted),
                "text/csv; charset=utf-8",
                $"{name}-audit.csv");
    }

    private static async Task WriteAsync(Stream stream, IAsyncEnumerable<AuditRow> rows, string zone, CancellationToken cancellationToken)
    {
        await using var csv = new CsvFile(stream, forExcel: true);
        await csv.WriteAsync(Columns.Select(name => (CsvCell)name), cancellationToken);
        await foreach (var (record, company) in rows.WithCancellation(cancellationToken))
        {
            await csv.WriteAsync(
                [
                    company?.Slug, record.Number, CsvCell.Instant(record.AtUtc, zone), record.Actor, record.Action, record.Subject,
                    record.Detail, record.Network, Convert.ToHexStringLower(record.Hash),
                ],
                cancellationToken);
        }
    }
}

/// <summary>The audit log's pages and files.</summary>
public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddScoped<AuditQuery>().AddHostedService<AuditSweeper>();
    }
}
