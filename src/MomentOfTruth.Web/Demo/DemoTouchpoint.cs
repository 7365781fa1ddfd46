using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Demo;

/// <summary>A touchpoint of an invented company, and how well it does.</summary>
/// <param name="Mean">The usual score at the end of the year, zeros apart.</param>
/// <param name="MeanGain">How much of it was gained, or lost, over the year.</param>
/// <param name="ZeroRate">The share of zeros at the end of the year.</param>
/// <param name="ZeroRateBefore">The share of zeros a year earlier.</param>
public sealed record DemoTouchpoint(DemoWords Name, Channel Channel, double Mean, double MeanGain, double ZeroRate, double ZeroRateBefore)
{
    /// <summary>What customers say after a score of 0 to 3.</summary>
    public required IReadOnlyList<DemoWords> Complaints { get; init; }

    /// <summary>What customers say after a 9 or 10.</summary>
    public required IReadOnlyList<DemoWords> Praise { get; init; }

    public double MeanAt(double yearShare) => Mean - (MeanGain * (1 - yearShare));

    public double ZeroRateAt(double yearShare) => ZeroRateBefore + ((ZeroRate - ZeroRateBefore) * yearShare);
}
