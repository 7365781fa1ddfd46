namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of a touchpoint's page.</summary>
public sealed class TouchpointText;
