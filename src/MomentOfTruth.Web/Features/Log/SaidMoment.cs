using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>A moment in the customer's words: the touchpoint by its name, which the company's list may or may not know.</summary>
public sealed record SaidMoment(string Touchpoint, Channel? Channel, Score Score, DateOnly OccurredOn, TimeOnly? OccurredAt = null, string? Story = null);
