using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>A journey as a file tells it: checked, and not yet in the store.</summary>
/// <param name="Rows">How many rows of the file it comes from.</param>
internal sealed record ImportedJourney(
    string ImportKey, string Company, string? Product, string? Title, string? Story, DateOnly EndedOn, Outcome Outcome,
    IReadOnlyList<ImportedMoment> Moments, int Rows);
