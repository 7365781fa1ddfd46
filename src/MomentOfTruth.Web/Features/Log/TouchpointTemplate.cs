using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>A touchpoint that companies of a kind usually have.</summary>
public sealed record TouchpointTemplate(string Name, string KoreanName, Channel Channel);
