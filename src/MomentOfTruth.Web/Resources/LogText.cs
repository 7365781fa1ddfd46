namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the pages on which a customer logs a journey.</summary>
public sealed class LogText;
