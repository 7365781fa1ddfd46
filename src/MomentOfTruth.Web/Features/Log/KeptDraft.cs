using System.Globalization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>A draft as it is in the store.</summary>
/// <param name="Other">The key of the draft that this one was parted from, because another page had saved that one meanwhile.</param>
public sealed record KeptDraft(string Key, int Version, DateTime SavedAtUtc, DateTime ExpiresAtUtc, LogInput Input, string? Other = null)
{
    /// <summary>The day until which it is good, where the company is, in the page's language.</summary>
    public string Until(string timeZoneId) => Display.Day(DateOnly.FromDateTime(CompanyClock.LocalTime(ExpiresAtUtc, timeZoneId).DateTime));

    /// <summary>When it was saved, on the company's clock; a module writes it by the reader's own.</summary>
    public string SavedAt(string timeZoneId)
    {
        var local = CompanyClock.LocalTime(SavedAtUtc, timeZoneId);
        return local.ToString(local.Offset == TimeSpan.Zero ? "HH:mm '(UTC)'" : "HH:mm '(UTC'zzz')'", CultureInfo.InvariantCulture);
    }
}
