using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Demo;

/// <summary>What the store has of a demo company, by the demo's names for it.</summary>
internal sealed class DemoShelf(Guid companyId, IReadOnlyDictionary<string, Touchpoint> touchpoints, IReadOnlyDictionary<string, Guid> products)
{
    public Guid CompanyId => companyId;

    public Guid? Product(string? name) => name is null ? null : products[name];

    public MomentEntry EntryAt(string touchpoint, Score score, DateOnly occurredOn, TimeOnly? occurredAt, string? story) =>
        new(touchpoints[touchpoint].Id, touchpoints[touchpoint].Channel, score, occurredOn, occurredAt, story);

    /// <summary>The instant at which it is this time where the demo's companies are.</summary>
    public static DateTime InstantOf(DateOnly day, TimeOnly time) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), TimeZoneInfo.FindSystemTimeZoneById(DemoCompany.TimeZoneId));
}
