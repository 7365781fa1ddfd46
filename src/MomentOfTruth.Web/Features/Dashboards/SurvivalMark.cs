namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One position of the survival curve, ready to be drawn.</summary>
/// <param name="AtRisk">How many were at risk, as written below the drawing.</param>
/// <param name="Words">All of it in words.</param>
/// <param name="Href">Where its journeys are.</param>
public sealed record SurvivalMark(int Position, double Survival, double? Low, double? High, string AtRisk, string Words, string Href);
