using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>The moments at one touchpoint in journeys that ended in one month.</summary>
/// <param name="Mean">Mean score, 0 to 10; 0 without moments.</param>
public sealed record HeatCell(long N, long Zeros, double Mean)
{
    public SampleVerdict Verdict => Proportion.VerdictOf(N);
}
