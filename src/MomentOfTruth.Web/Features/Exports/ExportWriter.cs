using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>
/// Writes journeys or moments as CSV, for page and command alike. Row by row: memory does not grow with the rows. Moments and their journeys come
/// from two ordered readers, each on a connection of its own, and are merged here, which is several times faster than a join in the store.
/// </summary>
public sealed class ExportWriter(AppDbContext db, IServiceScopeFactory scopes)
{
    private static readonly string[] JourneyColumns =
    [
        "journey", "company", "product", "title", "story", "state", "ended_on", "logged_at", "finished_at", "outcome", "competitor", "moments",
        "product_score", "journey_score", "even_score", "average", "zeros", "killed_at", "killing_touchpoint", "sole_killer", "but_for_zeros", "average_after_zero",
        "case_status", "verdict",
    ];

    private static readonly string[] MomentColumns =
        ["journey", "company", "product", "position", "touchpoint", "channel", "occurred_on", "occurred_at", "score", "story", "outcome", "ended_on"];

    // RFC 4180 with CRLF is its default; quoting outer spaces keeps them for those who trim.
    private static readonly CsvWriterOptions Rfc4180 = CsvWriterOptions.Default with { Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Writes the rows, in the order of logging, and tells how many they are.</summary>
    /// <param name="forExcel">Whether the file begins with the byte order mark, without which Excel takes it for another encoding.</param>
    public async Task<long> WriteAsync(
        ExportKind kind, IEnumerable<ExportedCompany> companies, JourneyFilter filter, bool forExcel, Stream stream, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, Rfc4180 with { WriteByteOrderMark = forExcel }, leaveOpen: true);
        await csv.WriteRecordAsync(kind == ExportKind.Journeys ? JourneyColumns : MomentColumns, cancellationToken);

        var rows = 0L;
        foreach (var company in companies)
        {
            var cells = kind == ExportKind.Journeys ? JourneysAsync(company, filter, cancellationToken) : MomentsAsync(company, filter, cancellationToken);
            await foreach (var row in cells)
            {
                await csv.WriteRecordAsync(row, cancellationToken);
                rows++;
            }
        }

        return rows;
    }

    private async IAsyncEnumerable<string?[]> JourneysAsync(
        ExportedCompany company, JourneyFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await NamesAsync(company, cancellationToken);
        var journeys =
            from journey in db.JourneysOf(company.Id, filter)
            join found in db.Cases on journey.Id equals found.JourneyId into cases
            from found in cases.DefaultIfEmpty()
            orderby journey.Id
            select new { Journey = journey, Status = (CaseStatus?)found.Status, found.Verdict };
        await foreach (var row in journeys.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return [.. CellsOf(row.Journey, company, names), row.Status?.ToCode(), row.Verdict?.ToCode()];
        }
    }

    private static string?[] CellsOf(Journey journey, ExportedCompany company, ExportNames names)
    {
        var facts = journey.Facts;
        return
        [
            journey.Id.ToString(),
            ExportCells.Text(company.Name),
            ExportCells.Text(names.Product(journey.ProductId)),
            ExportCells.Text(journey.Title),
            ExportCells.Text(journey.Story),
            JourneyFilter.CodeOf(journey.IsFinished ? JourneyState.Finished : JourneyState.Open),
            ExportCells.Day(journey.EndedOn),
            ExportCells.Instant(journey.LoggedAtUtc, company.TimeZoneId),
            journey.FinishedAtUtc is { } finishedAt ? ExportCells.Instant(finishedAt, company.TimeZoneId) : null,
            journey.Outcome?.ToCode(),
            ExportCells.Text(journey.Competitor),
            ExportCells.Number(facts.Moments),
            ExportCells.Number(facts.Product),
            ExportCells.Number(facts.JourneyScore),
            ExportCells.Number(facts.EvenScore),
            ExportCells.Number(facts.Average),
            ExportCells.Number(facts.Zeros),
            ExportCells.Number(facts.KilledAt),
            ExportCells.Text(names.Touchpoint(facts.KillerTouchpointId)),
            ExportCells.Text(names.Touchpoint(facts.SoleKillerTouchpointId)),
            ExportCells.Number(facts.ButForZeros),
            ExportCells.Number(facts.AverageAfterZero),
        ];
    }

    private async IAsyncEnumerable<string?[]> MomentsAsync(
        ExportedCompany company, JourneyFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await NamesAsync(company, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var second = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var selected = second.JourneysOf(company.Id, filter).Select(j => j.Id);
        var moments = second.Moments.AsNoTracking().Where(m => selected.Contains(m.JourneyId)).OrderBy(m => m.JourneyId).ThenBy(m => m.Position);

        await using var journeys = db.JourneysOf(company.Id, filter)
            .OrderBy(j => j.Id)
            .Select(j => new { j.Id, j.ProductId, j.Outcome, j.Day })
            .AsAsyncEnumerable()
            .GetAsyncEnumerator(cancellationToken);
        var hasJourney = await journeys.MoveNextAsync();
        await foreach (var moment in moments.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            while (hasJourney && journeys.Current.Id.CompareTo(moment.JourneyId) < 0)
            {
                hasJourney = await journeys.MoveNextAsync();
            }

            // A journey that only one of the readers saw was logged or erased between them; it is left out.
            if (!hasJourney || journeys.Current.Id != moment.JourneyId)
            {
                continue;
            }

            var journey = journeys.Current;
            yield return
            [
                journey.Id.ToString(),
                ExportCells.Text(company.Name),
                ExportCells.Text(names.Product(journey.ProductId)),
                ExportCells.Number(moment.Position),
                ExportCells.Text(names.Touchpoint(moment.TouchpointId)),
                moment.Channel.ToCode(),
                ExportCells.Day(moment.OccurredOn),
                ExportCells.Time(moment.OccurredAt),
                moment.Score.ToString(),
                ExportCells.Text(moment.Story),
                journey.Outcome?.ToCode(),
                journey.Outcome is null ? null : ExportCells.Day(journey.Day),
            ];
        }
    }

    // A company's lists are short; looking names up here saves the store a join on every row.
    private async Task<ExportNames> NamesAsync(ExportedCompany company, CancellationToken cancellationToken) => new(
        await db.Products.AsNoTracking().Where(p => p.CompanyId == company.Id).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken),
        await db.Touchpoints.AsNoTracking().Where(t => t.CompanyId == company.Id).ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken));
}

/// <summary>How values are written in files: the same for every language and machine, and so that nothing is lost.</summary>
internal static class ExportCells
{
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Time(TimeOnly? time) => time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>With the offset that the zone had then.</summary>
    public static string Instant(DateTime instantUtc, string timeZoneId) =>
        CompanyClock.LocalTime(new DateTimeOffset(instantUtc, TimeSpan.Zero), timeZoneId).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string? Text(string? text) => SpreadsheetText.Guard(text);
}

/// <summary>A company whose journeys are written, with what its rows need of it.</summary>
public sealed record ExportedCompany(Guid Id, string Name, string TimeZoneId);
