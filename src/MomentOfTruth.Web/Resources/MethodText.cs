namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the method page.</summary>
public sealed class MethodText;
