namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the home and help pages.</summary>
public sealed class HomeText;
