using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A change that the customer made to a moment, and what was there before.</summary>
/// <param name="Version">The version of the journey that it made.</param>
/// <param name="Before">The moment as it was; after it was put back, as it then was.</param>
/// <param name="CanPutBack">Whether it is a removal that can be taken back.</param>
public sealed record MyRevision(int Version, RevisionKind Kind, DateTime AtUtc, MyMoment Before, bool CanPutBack);
