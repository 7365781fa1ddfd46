namespace MomentOfTruth.Web.Resources;

/// <summary>Texts of a company's settings and its poster.</summary>
public sealed class SettingsText;
