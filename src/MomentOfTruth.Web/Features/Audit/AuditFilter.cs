using System.Globalization;
using MomentOfTruth.Domain.Text;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>Which records to show, as the address says it. The page and its file hold the same.</summary>
/// <param name="Person">Part of the address of who did it; null for everybody.</param>
/// <param name="Action">What was done; null for everything.</param>
/// <param name="From">The first day; null from the beginning.</param>
/// <param name="To">The last day; null until today.</param>
/// <param name="Company">The slug of one company; only administrators choose it.</param>
public sealed record AuditFilter(string? Person, string? Action, DateOnly? From, DateOnly? To, string? Company)
{
    public const string PersonName = "person", ActionName = "action", FromName = "from", ToName = "to", CompanyName = "of";

    /// <summary>The names of values that could not be understood.</summary>
    public IReadOnlyList<string> Wrong { get; private init; } = [];

    public bool IsNarrowed => (Person ?? Action ?? Company) is not null || From is not null || To is not null;

    public static AuditFilter Parse(IQueryCollection query)
    {
        var (from, to) = (Days.FromIso(query[FromName]), Days.FromIso(query[ToName]));
        return new AuditFilter(Text(query[PersonName]), Text(query[ActionName]), from, to, Text(query[CompanyName]))
        {
            Wrong =
            [
                .. from is null && !string.IsNullOrEmpty(query[FromName]) ? (string[])[FromName] : [],
                .. (to is null && !string.IsNullOrEmpty(query[ToName])) || to < from ? (string[])[ToName] : [],
            ],
        };
    }

    /// <summary>The page or its file with the same records.</summary>
    public string Address(string path) => path.With(
        (PersonName, Person), (ActionName, Action), (FromName, From?.ToIso()), (ToName, To?.ToIso()), (CompanyName, Company));

    /// <summary>The records of the filter.</summary>
    /// <param name="records">All that the person may see.</param>
    /// <param name="zone">The zone whose days are meant.</param>
    public IQueryable<AuditRecord> Of(IQueryable<AuditRecord> records, string zone)
    {
        if (Person is not null)
        {
            var person = Person.ToLowerInvariant();
            records = records.Where(r => r.Actor.Contains(person));
        }

        if (Action is not null)
        {
            records = records.Where(r => r.Action == Action);
        }

        if (From is { } from)
        {
            var since = CompanyClock.StartOf(from, zone);
            records = records.Where(r => r.AtUtc >= since);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var until = CompanyClock.StartOf(to.AddDays(1), zone);
            records = records.Where(r => r.AtUtc < until);
        }

        return records;
    }

    private static string? Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : PlainText.Cut(text.Trim(), AuditRecord.MaxActor);
}

/// <summary>A place among records, newest first: the next page begins behind it.</summary>
public sealed record AuditCursor(DateTime AtUtc, Guid CompanyId, long Number)
{
    public const string Name = "older-than";

    /// <summary>Returns null if the text is not such a place.</summary>
    public static AuditCursor? Parse(string? text) =>
        text?.Split('_') is [var ticks, var company, var number]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(company, "N", out var id)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new AuditCursor(new DateTime(at, DateTimeKind.Utc), id, n)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AtUtc.Ticks}_{CompanyId:N}_{Number}");
}
