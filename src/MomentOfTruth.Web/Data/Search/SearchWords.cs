using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Data;

/// <summary>Asking the index of stories.</summary>
public static class SearchWords
{
    /// <summary>The entries of the company's journeys that are meant. The index gives the candidates, their texts decide.</summary>
    public static IQueryable<SearchEntry> Found(this AppDbContext db, Guid companyId, SearchQuery query)
    {
        var terms = query.TermsIn(companyId);

        // The order is fixed, on PostgreSQL by an offset that is none: the index first, never each journey's entry.
        var entries = db is SqliteAppDbContext
            ? db.SearchEntries.FromSql($"""
                SELECT e.* FROM "SearchIndex" AS s CROSS JOIN "SearchEntries" AS e ON e."Number" = s.rowid WHERE s."SearchIndex" MATCH {Of(terms)}
                """)
            : db.SearchEntries.FromSql($"""SELECT * FROM "SearchEntries" WHERE "Terms" @> {terms} OFFSET 0""");
        foreach (var needle in query.Needles)
        {
            entries = entries.Where(e => e.Text.Contains(needle));
        }

        return entries.AsNoTracking();
    }

    /// <summary>The terms as FTS5 reads them: each a word of eight hexadecimal digits; asked for, all of them.</summary>
    internal static string Of(IEnumerable<int> terms) => string.Join(' ', terms.Select(term => term.ToString("x8", CultureInfo.InvariantCulture)));
}
