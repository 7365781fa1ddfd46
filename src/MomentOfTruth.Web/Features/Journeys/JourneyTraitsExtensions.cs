using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>The traits as a query.</summary>
public static class JourneyTraitsExtensions
{
    public static IQueryable<Journey> Matching(this IQueryable<Journey> journeys, JourneyTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        if (traits.MinAverage is { } average)
        {
            journeys = journeys.Where(j => j.Facts.Average >= average);
        }

        if (traits.KilledAt is { } position)
        {
            journeys = journeys.Where(j => j.Facts.KilledAt == position);
        }

        if (traits.AtRiskAt is { } reached)
        {
            journeys = journeys.Where(j => j.Facts.Moments >= reached && (j.Facts.KilledAt == null || j.Facts.KilledAt >= reached));
        }

        if (traits.VisitedId is { } visited)
        {
            journeys = journeys.Where(j => j.Moments.Any(m => m.TouchpointId == visited));
        }

        if (traits.WentTo is { } names)
        {
            var spellings = JourneyTraits.Lines(names);
            journeys = journeys.Where(j => j.Competitor != null && spellings.Contains(j.Competitor));
        }

        if (traits.Alike is { } alike)
        {
            // An average that is a whole number of halves is stored exactly, so none falls into the band below its own.
            var strata = JourneyTraits.Strata(alike);
            journeys = journeys.Where(j => j.Outcome != null && j.Outcome != Outcome.NotSaid && strata.Contains((j.Facts.Moments * 100) + (int)Math.Floor(j.Facts.Average * 2)));
        }

        journeys = traits.WentOnWell switch
        {
            true => journeys.Where(j => j.Facts.AverageAfterZero >= Tally.GoodAverage),
            false => journeys.Where(j => j.Facts.AverageAfterZero < Tally.GoodAverage),
            null => journeys,
        };
        return traits.Ending switch
        {
            JourneyEnding.Left => journeys.Where(j => OutcomeCodes.Lost.Contains(j.Outcome!.Value)),
            JourneyEnding.Kept => journeys.Where(j => j.Outcome == Outcome.Stayed || j.Outcome == Outcome.Complained),
            JourneyEnding.Said => journeys.Where(j => j.Outcome != null && j.Outcome != Outcome.NotSaid),
            JourneyEnding.Unnamed => journeys.Where(j => j.Competitor == null && OutcomeCodes.Lost.Contains(j.Outcome!.Value)),
            _ => journeys,
        };
    }
}
