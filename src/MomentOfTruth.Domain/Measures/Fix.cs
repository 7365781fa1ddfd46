namespace MomentOfTruth.Domain.Measures;

/// <summary>Measure B for one touchpoint: what would be gained had all its zeros been something else.</summary>
/// <param name="Rescued">Of all finished journeys, those whose zeros are all at this touchpoint.</param>
/// <param name="GainLow">Gain in the mean product, 0 to 1, if each of those zeros had been a 1.</param>
/// <param name="GainHigh">The same, had each been the touchpoint's median score without zeros; null if it never had another score.</param>
public sealed record Fix(string Touchpoint, Guid? TouchpointId, Proportion Rescued, double GainLow, double? GainHigh);
