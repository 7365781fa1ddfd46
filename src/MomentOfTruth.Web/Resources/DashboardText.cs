namespace MomentOfTruth.Web.Resources;

/// <summary>Names the resource files of the dashboard.</summary>
public sealed class DashboardText;
