namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the export page.</summary>
public sealed class ExportText;
