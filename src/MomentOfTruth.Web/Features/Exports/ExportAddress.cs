using System.Globalization;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>The words of a file's address, and the name under which it is saved.</summary>
public static class ExportAddress
{
    /// <summary>Of the address: which rows, and for which program.</summary>
    public const string RowsName = "rows", All = "all", Filtered = "filtered", FormatName = "format", Excel = "excel", Plain = "plain";

    /// <summary>Every journey of a company, finished and open alike.</summary>
    public static readonly JourneyFilter Everything = new() { State = JourneyState.All };

    /// <summary>Says whose it is, of what, of which days, and whether it is all there is.</summary>
    public static string FileName(string companySlug, ExportKind kind, JourneyFilter filter, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var days = filter switch
        {
            { From: { } from, To: { } to } => $"{Text(from)}-to-{Text(to)}",
            { From: { } from } => $"from-{Text(from)}",
            { To: { } to } => $"until-{Text(to)}",
            _ => Text(today),
        };
        return $"{companySlug}-{kind.ToCode()}-{days}{(filter is { IsNarrowed: false, State: JourneyState.All } ? "" : "-" + Filtered)}.csv";
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
