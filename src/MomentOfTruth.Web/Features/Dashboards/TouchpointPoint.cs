using MomentOfTruth.Domain.Measures;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>One week or month of a touchpoint.</summary>
/// <param name="Zeros">Of its moments, those that scored zero.</param>
/// <param name="Mean">Their mean score, 0 to 10; null without moments.</param>
public sealed record TouchpointPoint(DateOnly From, DateOnly To, Proportion Zeros, double? Mean);
