namespace MomentOfTruth.Web.Features.Journeys;

/// <summary>One thing that a filter asks for, and the address of the same page without it.</summary>
public sealed record FilterPill(string Label, string Without);
