using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>A moment as a file tells it.</summary>
internal sealed record ImportedMoment(string Touchpoint, Channel Channel, Score Score, DateOnly OccurredOn);
