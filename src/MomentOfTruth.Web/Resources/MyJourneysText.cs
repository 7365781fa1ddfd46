namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the pages to which a receipt code leads.</summary>
public sealed class MyJourneysText;
