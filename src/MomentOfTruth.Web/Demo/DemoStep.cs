namespace MomentOfTruth.Web.Demo;

/// <summary>A contact on the usual way through a company, and how many customers have it.</summary>
/// <param name="Touchpoint">The English name of one of the company's touchpoints.</param>
public sealed record DemoStep(string Touchpoint, double Share);
