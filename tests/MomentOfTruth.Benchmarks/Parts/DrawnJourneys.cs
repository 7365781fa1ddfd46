using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Benchmarks.Parts;

/// <summary>Finished journeys of one company over a month, the same at every run.</summary>
internal static class DrawnJourneys
{
    private const int Touchpoints = 10, Days = 30, Seed = 1;

    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static IReadOnlyList<Journey> Of(int count, int moments) =>
        Of(Guid.CreateVersion7(), [.. Enumerable.Range(0, Touchpoints).Select(_ => Guid.CreateVersion7())], count, moments);

    public static IReadOnlyList<Journey> Of(Guid company, IReadOnlyList<Guid> touchpoints, int count, int moments)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random, company, touchpoints, moments))];
    }

    private static Journey Draw(Random random, Guid company, IReadOnlyList<Guid> touchpoints, int moments)
    {
        var day = FirstDay.AddDays(random.Next(Days));
        var now = day.ToDateTime(default, DateTimeKind.Utc);
        MomentEntry Entry() => new(touchpoints[random.Next(touchpoints.Count)], Channel.Store, new Score(random.Next(11) * 10), day);
        var journey = new Journey(company, Entry(), now);
        for (var i = 1; i < moments; i++)
        {
            journey.Add(Entry());
        }

        journey.Finish(Outcome.Stayed, day, now);
        return journey;
    }
}
