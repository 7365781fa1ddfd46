using MomentOfTruth.Domain.Search;

namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>What is said most often at killing moments.</summary>
/// <param name="Stories">How many stories were read.</param>
public sealed record KillingPhrases(IReadOnlyList<FrequentPhrase> Phrases, int Stories);
