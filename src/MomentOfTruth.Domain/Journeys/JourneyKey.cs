namespace MomentOfTruth.Domain.Journeys;

/// <summary>
/// Names a journey in the store. The company comes first, as in every key of what belongs to one: nothing of one company can be reached
/// by an id of another's.
/// </summary>
public readonly record struct JourneyKey(Guid CompanyId, Guid JourneyId);

/// <summary>What belongs to one journey.</summary>
public interface IOfJourney
{
    Guid CompanyId { get; }

    Guid JourneyId { get; }
}
