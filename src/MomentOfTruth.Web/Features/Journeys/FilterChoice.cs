namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>Something of the company that a filter can ask for.</summary>
public sealed record FilterChoice(Guid Id, string Name);
