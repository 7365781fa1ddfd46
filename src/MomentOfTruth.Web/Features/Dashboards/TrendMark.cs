namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One point of a trend line.</summary>
/// <param name="Share">0 to 1; null where there is too little to draw a rate.</param>
/// <param name="Low">Lower end of the interval, 0 to 1.</param>
/// <param name="High">Upper end of the interval, 0 to 1.</param>
/// <param name="Axis">What stands below it.</param>
/// <param name="Words">All of it in words, for those who do not see the drawing.</param>
/// <param name="Href">Where its journeys are.</param>
public sealed record TrendMark(double? Share, double? Low, double? High, string Axis, string Words, string Href);
