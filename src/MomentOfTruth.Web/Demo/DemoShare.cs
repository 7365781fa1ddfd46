namespace MomentOfTruth.Web.Demo;

/// <summary>A product or a competitor by name, with its weight among its like; a product also with its factor on the share of zeros.</summary>
public sealed record DemoShare(string? Name, double Weight, double ZeroFactor = 1);
