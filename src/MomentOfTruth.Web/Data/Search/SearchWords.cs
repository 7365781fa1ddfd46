using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Data;

/// <summary>Searches the index of stories.</summary>
public static class SearchWords
{
    /// <summary>Returns the entries of the company's journeys that match. The index gives candidates; their texts decide.</summary>
    public static IQueryable<SearchEntry> Found(this AppDbContext db, Guid companyId, SearchQuery query)
    {
        var entries = db.EntriesWith(query.TermsIn(companyId)).Where(e => e.CompanyId == companyId);
        foreach (var needle in query.Needles)
        {
            entries = entries.Where(e => e.Text.Contains(needle));
        }

        return entries.AsNoTracking();
    }
}
