using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Exports;

/// <summary>
/// Writes journeys or moments as CSV, for page and command alike. Row by row: memory does not grow with the rows. Moments and their
/// journeys come from two ordered readers, each on a connection of its own, and are merged here, which is several times faster than a join
/// in the store.
/// </summary>
public sealed class ExportWriter(AppDbContext db, IServiceScopeFactory scopes, TimeProvider clock)
{
    // Millions of rows have a hundred scores.
    private static readonly string[] Scores = [.. Enumerable.Range(0, Score.MaxTenths + 1).Select(tenths => new Score(tenths).ToString())];

    /// <summary>Writes the rows in the order of logging. Returns how many they are.</summary>
    public async Task<long> WriteAsync(
        ExportKind kind,
        IEnumerable<ExportedCompany> companies,
        JourneyFilter filter,
        ExportFormat format,
        Stream stream,
        CancellationToken cancellationToken)
    {
        await using var csv = new CsvFile(stream, forExcel: format != ExportFormat.Plain);
        await csv.WriteAsync(ExportColumns.Headings(kind, format).Select(heading => (CsvCell)heading), cancellationToken);

        var rows = 0L;
        foreach (var company in companies)
        {
            var cells = kind == ExportKind.Journeys
                ? JourneysAsync(company, filter, cancellationToken)
                : MomentsAsync(company, filter, cancellationToken);
            await foreach (var row in cells)
            {
                await csv.WriteAsync(row, cancellationToken);
                rows++;
            }
        }

        return rows;
    }

    private async IAsyncEnumerable<CsvCell[]> JourneysAsync(
        ExportedCompany company, JourneyFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        db.TakeTime();
        var (names, now) = (await NamesAsync(company, cancellationToken), clock.UtcNow());
        var owners = await db.Users.AsNoTracking()
            .Where(u => db.Cases.Any(c => c.CompanyId == company.Id && c.OwnerId == u.Id))
            .Select(u => new { u.Id, u.Email })
            .ToDictionaryAsync(u => u.Id, u => u.Email, cancellationToken);
        var journeys =
            from journey in db.JourneysOf(company.Id, filter)
            join found in db.Cases on new { journey.CompanyId, journey.Id } equals new { found.CompanyId, Id = found.JourneyId } into cases
            from found in cases.DefaultIfEmpty()
            orderby journey.Id
            select new
            {
                Journey = journey,
                Status = (CaseStatus?)found.Status,
                found.Verdict,
                CustomerWrote = (bool?)found.CustomerWrote,
                found.AnsweredAtUtc,
                found.WaitsSinceUtc,
                found.OwnerId,
                found.RootCause,
                found.Done,
            };
        await foreach (var row in journeys.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var stage = row.Status is { } status
                ? Case.ShownStageOf(status, row.CustomerWrote == true, row.AnsweredAtUtc, row.WaitsSinceUtc, now)
                : null;
            yield return
            [
                .. CellsOf(row.Journey, company, names),
                row.Status?.ToCode(),
                row.Verdict?.ToCode(),
                YesOrNo(row.CustomerWrote == true),
                YesOrNo(row.Journey.IsOrdered),
                YesOrNo(row.Journey.ClosedByItself),
                row.Journey.Place,
                stage?.ToCode(),
                row.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null,
                row.RootCause,
                row.Done,
            ];
        }
    }

    private static CsvCell[] CellsOf(Journey journey, ExportedCompany company, ExportNames names)
    {
        var facts = journey.Facts;
        return
        [
            journey.Id.ToString(),
            company.Name,
            names.Product(journey.ProductId),
            journey.Title,
            journey.Story,
            JourneyFilter.CodeOf(journey.IsFinished ? JourneyState.Finished : JourneyState.Open),
            journey.EndedOn,
            CsvCell.Instant(journey.LoggedAtUtc, company.TimeZoneId),
            CsvCell.Instant(journey.FinishedAtUtc, company.TimeZoneId),
            journey.Outcome?.ToCode(),
            journey.Competitor,
            facts.Moments,
            facts.Product,
            facts.JourneyScore,
            facts.EvenScore,
            facts.Average,
            facts.Zeros,
            facts.KilledAt,
            names.Touchpoint(facts.KillerTouchpointId),
            names.Touchpoint(facts.SoleKillerTouchpointId),
            facts.ButForZeros,
            facts.AverageAfterZero,
        ];
    }

    private async IAsyncEnumerable<CsvCell[]> MomentsAsync(
        ExportedCompany company, JourneyFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await NamesAsync(company, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var second = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        db.TakeTime();
        second.TakeTime();
        var selected = second.JourneysOf(company.Id, filter).Select(j => j.Id);
        var moments = second.Moments.AsNoTracking()
            .Where(m => m.CompanyId == company.Id && selected.Contains(m.JourneyId))
            .OrderBy(m => m.JourneyId).ThenBy(m => m.Position)
            .Select(m => new { m.JourneyId, m.Position, m.TouchpointId, m.Channel, m.OccurredOn, m.OccurredAt, m.Score, m.Story });

        await using var journeys = db.JourneysOf(company.Id, filter)
            .OrderBy(j => j.Id)
            .Select(j => new { j.Id, j.ProductId, j.Outcome, j.Day, j.IsOrdered })
            .AsAsyncEnumerable()
            .GetAsyncEnumerator(cancellationToken);
        var hasJourney = await journeys.MoveNextAsync();
        var (written, id) = (Guid.Empty, "");
        await foreach (var moment in moments.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            while (hasJourney && journeys.Current.Id.CompareTo(moment.JourneyId) < 0)
            {
                hasJourney = await journeys.MoveNextAsync();
            }

            // A journey that only one of the two readers returned was logged or erased in between; it is left out.
            if (!hasJourney || journeys.Current.Id != moment.JourneyId)
            {
                continue;
            }

            var journey = journeys.Current;
            if (written != journey.Id)
            {
                (written, id) = (journey.Id, journey.Id.ToString());
            }

            yield return
            [
                id,
                company.Name,
                names.Product(journey.ProductId),
                moment.Position,
                names.Touchpoint(moment.TouchpointId),
                moment.Channel.ToCode(),
                moment.OccurredOn,
                moment.OccurredAt,
                Scores[moment.Score.Tenths],
                moment.Story,
                journey.Outcome?.ToCode(),
                journey.Outcome is null ? (DateOnly?)null : journey.Day,
                YesOrNo(journey.IsOrdered),
            ];
        }
    }

    private static string YesOrNo(bool value) => value ? JourneyFilter.Yes : JourneyFilter.No;

    // Looking names up here saves the store a join on every row. It holds all names of one company, and nothing else of them.
    private async Task<ExportNames> NamesAsync(ExportedCompany company, CancellationToken cancellationToken) => new(
        await db.Products
            .Where(p => p.CompanyId == company.Id)
            .Select(p => new { p.Id, p.Name })
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken),
        await db.Touchpoints
            .Where(t => t.CompanyId == company.Id)
            .Select(t => new { t.Id, t.Name })
            .ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken));
}

/// <summary>A company whose journeys are written, with what its rows need of it.</summary>
public sealed record ExportedCompany(Guid Id, string Name, string TimeZoneId);
