namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of what companies and customers write to each other.</summary>
public sealed class CasesText;
