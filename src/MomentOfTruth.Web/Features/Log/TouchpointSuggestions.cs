namespace MomentOfTruth.Web.Features.Log;

/// <summary>What the field for a touchpoint suggests: the company's own, in the language of the page, and those that companies of a kind usually have.</summary>
/// <param name="Own">Names of the company's touchpoints.</param>
/// <param name="Kind">The kind that was chosen, where one is asked for.</param>
public sealed record TouchpointSuggestions(IReadOnlyList<string> Own, CompanyKind? Kind = null);
