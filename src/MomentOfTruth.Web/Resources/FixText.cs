namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of what to fix first.</summary>
public sealed class FixText;
