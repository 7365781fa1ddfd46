using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The filter as a query, in one place for all who read journeys.</summary>
public static class JourneyFilterExtensions
{
    /// <summary>Where every read of a company's journeys starts that a filter narrows.</summary>
    public static IQueryable<Journey> JourneysOf(this AppDbContext db, Guid companyId, JourneyFilter filter)
    {
        var journeys = db.JourneysOf(companyId).Matching(filter);
        if (filter.Search is { } search)
        {
            var found = db.Found(companyId, search);
            journeys = journeys.Where(j => found.Select(e => e.JourneyId).Contains(j.Id));
        }

        return journeys;
    }

    private static IQueryable<Journey> Matching(this IQueryable<Journey> journeys, JourneyFilter filter)
    {
        if (!filter.IsUnderstood)
        {
            throw new ArgumentException("A filter that was not understood selects nothing.", nameof(filter));
        }

        journeys = filter.State switch
        {
            JourneyState.Finished => journeys.Where(j => j.FinishedAtUtc != null),
            JourneyState.Open => journeys.Where(j => j.FinishedAtUtc == null),
            _ => journeys,
        };
        if (filter.From is { } from)
        {
            journeys = journeys.Where(j => j.Day >= from);
        }

        if (filter.To is { } to)
        {
            journeys = journeys.Where(j => j.Day <= to);
        }

        if (filter.ProductId is { } product)
        {
            journeys = journeys.Where(j => j.ProductId == product);
        }

        if (filter.TouchpointId is { } reached)
        {
            journeys = journeys.Where(j => j.Moments.Any(m => m.TouchpointId == reached && (j.Facts.KilledAt == null || m.Position <= j.Facts.KilledAt)));
        }

        if (filter.KillerId is { } killer)
        {
            journeys = journeys.Where(j => j.Facts.KillerTouchpointId == killer);
        }

        if (filter.SoleKillerId is { } soleKiller)
        {
            journeys = journeys.Where(j => j.Facts.SoleKillerTouchpointId == soleKiller);
        }

        if (filter.HasSeveralKillers)
        {
            journeys = journeys.Where(j => j.Facts.Zeros > 0 && j.Facts.SoleKillerTouchpointId == null);
        }

        if (filter.ZeroAtId is { } zeroAt)
        {
            var zero = new Score(0);
            journeys = journeys.Where(j => j.Moments.Any(m => m.TouchpointId == zeroAt && m.Score == zero));
        }

        if (filter.Channel is { } channel)
        {
            journeys = journeys.Where(j => j.Moments.Any(m => m.Channel == channel));
        }

        if (filter.Collapsed is { } collapsed)
        {
            journeys = journeys.Where(j => j.Facts.Zeros > 0 == collapsed);
        }

        if (filter.Outcome is { } outcome)
        {
            journeys = journeys.Where(j => j.Outcome == outcome);
        }

        return journeys.Matching(filter.Traits);
    }
}
