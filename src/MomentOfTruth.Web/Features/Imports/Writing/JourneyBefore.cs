using System.Text.Json;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>What a journey was before a batch changed it, to be so again when the batch is taken back.</summary>
internal sealed record JourneyBefore(
    string Key, byte[]? Content, int Version, DateOnly EndedOn, Outcome Outcome, Guid? ProductId, string? Title, string? Story,
    string? Place, bool IsOrdered, DateTime FinishedAtUtc, IReadOnlyList<JourneyBefore.Moment> Moments)
{
    /// <summary>Every field of it, as files give no more; a story that a moment has is kept as well.</summary>
    internal sealed record Moment(Guid TouchpointId, Channel Channel, int Tenths, DateOnly On, TimeOnly? At, string? Story);

    public static JourneyBefore Of(Journey journey) => new(
        journey.ImportKey!, journey.ImportContent, journey.Version, journey.Day, journey.Outcome!.Value, journey.ProductId, journey.Title,
        journey.Story, journey.Place, journey.IsOrdered, journey.FinishedAtUtc!.Value,
        [.. journey.Moments.Select(m => new Moment(m.TouchpointId, m.Channel, m.Score.Tenths, m.OccurredOn, m.OccurredAt, m.Story))]);

    public static JourneyBefore FromJson(string json) => JsonSerializer.Deserialize<JourneyBefore>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);

    public JourneyStatement ToStatement() => new(
        [.. Moments.Select(m => new MomentEntry(m.TouchpointId, m.Channel, new Score(m.Tenths), m.On, m.At, m.Story))],
        EndedOn, Outcome, ProductId, Title, Story, IsOrdered)
    { Place = Place };
}
