using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Shared;

namespace MomentOfTruth.Web.Features.MyJourneys;

/// <summary>A journey, for its customer.</summary>
/// <param name="Company">Its name in the language of the page.</param>
/// <param name="Day">The day it ended; while it is open, that of its latest moment.</param>
/// <param name="Outcome">Null while it is open.</param>
public sealed record MyJourney(
    Guid Id, Guid CompanyId, string Company, string TimeZoneId, string? Product, string? Title, DateOnly Day, Outcome? Outcome, string? Competitor, int Version,
    IReadOnlyList<MyMoment> Moments)
{
    public bool IsFinished => Outcome is not null;

    /// <summary>It was changed so often that its moments stay as they are.</summary>
    public bool IsWornOut => Version >= Journey.MaxVersion;

    public bool IsFull => Moments.Count >= Journey.MaxMoments;

    public DateOnly LatestMomentOn => Moments.Max(m => m.OccurredOn);

    /// <summary>Null if it was removed.</summary>
    public MyMoment? Moment(int number) => Moments.FirstOrDefault(m => m.Number == number);

    public JourneyDrawing Drawing() => new([.. Moments.Select(m => new DrawnMoment(m.TouchpointId, m.Touchpoint, m.Channel, m.Score, m.OccurredOn, m.OccurredAt))]);
}
