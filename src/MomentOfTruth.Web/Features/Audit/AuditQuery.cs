using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>Reads records, newest first. A page costs the same however many there are.</summary>
public sealed class AuditQuery(AppDbContext db)
{
    private const int Rows = 50;

    /// <param name="companyId">The company whose records are read; null for all.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="zone">The zone whose days the filter means.</param>
    /// <param name="olderThan">The place behind which the page begins; null for the newest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<(IReadOnlyList<AuditRow> Rows, AuditCursor? Older)> PageAsync(
        Guid? companyId, AuditFilter filter, string zone, AuditCursor? olderThan, CancellationToken cancellationToken)
    {
        var records = filter.Of(Of(companyId, filter), zone);
        if (olderThan is { AtUtc: var at, CompanyId: var company, Number: var number })
        {
            records = records.Where(r => r.AtUtc <= at
                && (r.AtUtc < at || r.CompanyId < company || (r.CompanyId == company && r.Number < number)));
        }

        var rows = await Shown(Ordered(records)).Take(Rows + 1).ToListAsync(cancellationToken);
        return ([.. rows.Take(Rows)], rows.Count > Rows ? rows[Rows - 1].Cursor : null);
    }

    /// <summary>All records of the filter, one by one.</summary>
    public IAsyncEnumerable<AuditRow> AllAsync(Guid? companyId, AuditFilter filter, string zone)
    {
        db.TakeTime();
        return Shown(Ordered(filter.Of(Of(companyId, filter), zone))).AsAsyncEnumerable();
    }

    private IQueryable<AuditRecord> Of(Guid? companyId, AuditFilter filter) => (companyId, filter.Company) switch
    {
        ({ } id, _) => db.AuditRecords.Where(r => r.CompanyId == id),
        (null, { } slug) => db.AuditRecords.Where(r => db.Companies.Any(c => c.Id == r.CompanyId && c.Slug == slug)),
        _ => db.AuditRecords,
    };

    private static IQueryable<AuditRecord> Ordered(IQueryable<AuditRecord> records) => records.AsNoTracking()
        .OrderByDescending(r => r.AtUtc).ThenByDescending(r => r.CompanyId).ThenByDescending(r => r.Number);

    private IQueryable<AuditRow> Shown(IQueryable<AuditRecord> records) => records.Select(r => new AuditRow(
        r, db.Companies.Where(c => c.Id == r.CompanyId).Select(c => new AuditRow.Named(c.Slug, c.Name, c.KoreanName)).FirstOrDefault()));
}

/// <summary>One record as it is shown.</summary>
/// <param name="Company">Null for the installation, and for a company that is gone.</param>
public sealed record AuditRow(AuditRecord Record, AuditRow.Named? Company)
{
    public AuditCursor Cursor => new(Record.AtUtc, Record.CompanyId, Record.Number);

    public sealed record Named(string Slug, string Name, string? KoreanName);
}

/// <summary>The words of the audit log. An act without words, such as one of an older version, is shown by its own name.</summary>
public static class AuditWords
{
    private const string Actions = "Action.";

    public static string Act(this IStringLocalizer<AuditText> text, string action) =>
        text[Actions + action] is { ResourceNotFound: false } words ? words : action;

    /// <summary>Who did it: an address, or what stands for a command, the site itself, or an account that is gone.</summary>
    public static string Actor(this IStringLocalizer<AuditText> text, string actor) => actor switch
    {
        AuditEvent.CommandActor => text["Actor.Command"],
        AuditEvent.SiteActor => text["Actor.Site"],
        "" => text["Actor.Gone"],
        _ => actor,
    };

    /// <summary>All acts that have words, in the order of these.</summary>
    public static IReadOnlyList<(string Action, string Words)> AllActs(this IStringLocalizer<AuditText> text) =>
        [.. text.GetAllStrings(includeParentCultures: true)
            .Where(s => s.Name.StartsWith(Actions, StringComparison.Ordinal))
            .Select(s => (s.Name[Actions.Length..], s.Value))
            .OrderBy(s => s.Value, StringComparer.CurrentCulture)];
}
