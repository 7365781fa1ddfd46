namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the manager's list of journeys and the page of one.</summary>
public sealed class JourneysText;
