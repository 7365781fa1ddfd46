using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Shared;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>
/// Reads many journeys for one picture: each by itself as long as they are few enough to be told apart, and otherwise their moments by
/// touchpoint and score. Reads so many and no more, however many there are.
/// </summary>
public sealed class WallQuery(AppDbContext db, TouchpointNames touchpoints)
{
    /// <summary>So many journeys have a row each; of more, the moments of so many are counted.</summary>
    public const int MostRows = 200, MostCounted = 1000;

    private const int MostTouchpoints = 40;

    public async Task<JourneyWall> RunAsync(Guid companyId, JourneyFilter filter, CancellationToken cancellationToken)
    {
        var latest = await db.JourneysOf(companyId, filter)
            .OrderByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Take(MostRows + 1)
            .Select(j => new { j.Id, j.Day, j.Title, j.Facts.KilledAt, j.Facts.Zeros })
            .ToListAsync(cancellationToken);
        if (latest.Count > MostRows)
        {
            return new JourneyWall([], await CountAsync(companyId, filter, latest[0].Day, cancellationToken));
        }

        var ids = latest.ConvertAll(j => j.Id);
        var moments = (await db.Moments.AsNoTracking()
            .Where(m => m.CompanyId == companyId && ids.Contains(m.JourneyId))
            .OrderBy(m => m.JourneyId).ThenBy(m => m.Position)
            .Select(m => new { m.JourneyId, m.TouchpointId, m.Score })
            .ToListAsync(cancellationToken)).ToLookup(m => m.JourneyId);
        var found = latest
            .Where(journey => moments.Contains(journey.Id))
            .Select(journey => (
                Journey: journey,
                TouchpointId: (moments[journey.Id].FirstOrDefault(m => m.Score.IsZero) ?? moments[journey.Id].First()).TouchpointId))
            .ToList();
        var names = await touchpoints.OfAsync(companyId, found.Select(f => f.TouchpointId), cancellationToken);
        return new JourneyWall(
            [
                .. found
                    .GroupBy(
                        f => new WallEnd(f.Journey.KilledAt, f.Journey.Zeros > 0),
                        f => new WallRow(
                            f.Journey.Id, f.Journey.Title ?? names[f.TouchpointId], f.Journey.Day, [.. moments[f.Journey.Id].Select(m => m.Score)]))
                    .OrderBy(group => group.Key.Place)
                    .Select(group => new WallGroup(group.Key, [.. group.OrderBy(row => row.Scores.Count)])),
            ],
            null);
    }

    private async Task<WallMatrix> CountAsync(Guid companyId, JourneyFilter filter, DateOnly latest, CancellationToken cancellationToken)
    {
        // Whole days, so that what is counted can be asked for: the day on which the number is passed is left out with all before it.
        var passed = await db.JourneysOf(companyId, filter)
            .OrderByDescending(j => j.Day).ThenByDescending(j => j.Id)
            .Skip(MostCounted).Take(1)
            .Select(j => (DateOnly?)j.Day)
            .FirstOrDefaultAsync(cancellationToken);
        if (passed == latest)
        {
            return new WallMatrix(filter, null, [], 0);
        }

        var from = passed?.AddDays(1);
        var counted = from is null ? filter : filter with { From = from };
        var selected = db.JourneysOf(companyId, counted).Select(j => j.Id);
        var moments = await db.Moments.AsNoTracking()
            .Where(m => m.CompanyId == companyId && selected.Contains(m.JourneyId))
            .Select(m => new { m.JourneyId, m.TouchpointId, m.Score })
            .ToListAsync(cancellationToken);
        var lines = moments
            .GroupBy(m => m.TouchpointId)
            .Select(at => (
                Id: at.Key,
                Counts: at.Select(m => (m.JourneyId, m.Score.Points)).Distinct().CountBy(m => m.Points).ToDictionary()))
            .OrderByDescending(line => line.Counts.GetValueOrDefault(0)).ThenByDescending(line => line.Counts.Values.Sum()).ThenBy(line => line.Id)
            .ToList();
        var shown = lines.Take(MostTouchpoints).ToList();
        var names = await touchpoints.OfAsync(companyId, shown.Select(line => line.Id), cancellationToken);
        return new WallMatrix(
            counted,
            from,
            shown.ConvertAll(line => new WallLine(
                line.Id, names[line.Id], [.. Enumerable.Range(0, WallLine.Points).Select(points => line.Counts.GetValueOrDefault(points))])),
            lines.Count - shown.Count);
    }
}

/// <summary>Many journeys at once.</summary>
/// <param name="Groups">By where they died, those that died soonest first; empty if they are counted.</param>
/// <param name="Matrix">Null if each has a row.</param>
public sealed record JourneyWall(IReadOnlyList<WallGroup> Groups, WallMatrix? Matrix)
{
    // Journeys of a few moments are not drawn across the whole page.
    private const int FewestColumns = 8;

    /// <summary>So many moments have room side by side.</summary>
    public int Columns => Groups.SelectMany(group => group.Rows).Select(row => row.Scores.Count).Append(FewestColumns).Max();
}

/// <summary>Where a journey died.</summary>
/// <param name="KilledAt">The position of the first zero; null if there is none, or no order.</param>
public readonly record struct WallEnd(int? KilledAt, bool IsCollapsed)
{
    /// <summary>The order of the groups: after those whose death has a place come those without an order, and last those that live.</summary>
    public int Place => KilledAt ?? (IsCollapsed ? int.MaxValue - 1 : int.MaxValue);

    /// <summary>The filter that selects these among what the filter selects.</summary>
    public JourneyFilter Of(JourneyFilter filter) => this switch
    {
        { KilledAt: { } position } => filter with { Traits = filter.Traits with { KilledAt = position } },
        { IsCollapsed: true } => filter with { Collapsed = true, Traits = filter.Traits with { IsOrdered = false } },
        _ => filter with { Collapsed = false },
    };
}

/// <summary>Journeys that died at the same place, the shortest first.</summary>
public sealed record WallGroup(WallEnd End, IReadOnlyList<WallRow> Rows);

/// <summary>A journey as a row of the picture.</summary>
public sealed record WallRow(Guid Id, string Name, DateOnly Day, IReadOnlyList<Score> Scores)
{
    public ScoreStrip Strip => new(Scores);
}

/// <summary>Journeys by touchpoint and score.</summary>
/// <param name="Counted">Selects the journeys that are counted.</param>
/// <param name="From">The first day of those, if there are earlier ones; null if all are counted.</param>
/// <param name="Lines">Empty if there are too many of one day.</param>
/// <param name="Others">How many touchpoints are not shown.</param>
public sealed record WallMatrix(JourneyFilter Counted, DateOnly? From, IReadOnlyList<WallLine> Lines, int Others)
{
    /// <summary>The journeys behind a number. Null where the filter asks for a score already: it can ask for one.</summary>
    public JourneyFilter? Of(WallLine line, int points) => Counted.Traits.Scored is null
        ? Counted with { Traits = Counted.Traits with { Scored = new TouchpointPoints(line.TouchpointId, points) } }
        : null;
}

/// <summary>How many journeys have a moment of so many points at a touchpoint.</summary>
/// <param name="Counts">By points, 0 to 10.</param>
public sealed record WallLine(Guid TouchpointId, string Name, IReadOnlyList<int> Counts)
{
    /// <summary>0 to 10.</summary>
    public const int Points = 11;

    /// <summary>The parts of a bar, 0 to 1.</summary>
    public IEnumerable<(int Points, double From, double Share)> Spread()
    {
        var (all, before) = ((double)Counts.Sum(), 0);
        foreach (var (points, count) in Counts.Index().Where(c => c.Item > 0))
        {
            yield return (points, before / all, count / all);
            before += count;
        }
    }
}
