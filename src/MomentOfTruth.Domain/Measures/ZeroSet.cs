namespace MomentOfTruth.Domain.Measures;

/// <summary>Collapsed journeys that have their zeros at the same touchpoints, so many at each.</summary>
/// <param name="Zeros">Zeros of one journey by touchpoint.</param>
/// <param name="Journeys">How many journeys.</param>
public sealed record ZeroSet(IReadOnlyDictionary<string, int> Zeros, long Journeys);
