using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Tests.Journeys;

/// <summary>What a filter means, said once more and from the moments alone, and random filters to compare by.</summary>
public static class NaiveFilter
{
    public static bool Selects(this JourneyFilter filter, Journey journey)
    {
        var killing = journey.Moments.FirstOrDefault(m => m.Score.IsZero);
        return (filter.State == JourneyState.All || journey.IsFinished == (filter.State == JourneyState.Finished))
            && !(journey.Day < filter.From) && !(journey.Day > filter.To)
            && (filter.ProductId is null || journey.ProductId == filter.ProductId)
            && (filter.KillerId is null || killing?.TouchpointId == filter.KillerId)
            && (filter.TouchpointId is null || journey.Moments.Any(m => m.TouchpointId == filter.TouchpointId && (killing is null || m.Position <= killing.Position)))
            && (filter.Traits.Scored is not { } scored || journey.Moments.Any(m => m.TouchpointId == scored.TouchpointId && Points(m.Score.Tenths) == scored.Points))
            && (filter.Channel is null || journey.Moments.Any(m => m.Channel == filter.Channel))
            && (filter.Collapsed is null || (killing is not null) == filter.Collapsed)
            && (filter.Outcome is null || journey.Outcome == filter.Outcome);
    }

    // 9.5 and more are ten points, 0.1 to 1.4 one.
    private static int Points(int tenths) => tenths == 0 ? 0 : tenths < 10 ? 1 : (int)Math.Round(tenths / 10m, MidpointRounding.AwayFromZero);

    /// <summary>About one condition in three is asked for.</summary>
    public static JourneyFilter Any(Random random, IReadOnlyList<Journey> journeys)
    {
        T? Maybe<T>(Func<T> value)
            where T : struct => random.Next(3) == 0 ? value() : null;
        Guid Touchpoint() => journeys[random.Next(journeys.Count)].Moments[0].TouchpointId;
        var (from, to) = AnyPeriod(random);
        return new JourneyFilter
        {
            From = from,
            To = to,
            ProductId = Maybe(() => journeys.Select(j => j.ProductId).OfType<Guid>().ElementAt(random.Next(20))),
            TouchpointId = Maybe(Touchpoint),
            KillerId = random.Next(6) == 0 ? Touchpoint() : null,
            Channel = Maybe(() => random.Next(2) == 0 ? Channel.Phone : Channel.Store),
            Collapsed = Maybe(() => random.Next(2) == 0),
            Outcome = random.Next(6) == 0 ? Enum.GetValues<Outcome>()[random.Next(6)] : null,
            State = Enum.GetValues<JourneyState>()[random.Next(3)],
            Traits = JourneyTraits.None with { Scored = random.Next(4) == 0 ? new TouchpointPoints(Touchpoint(), random.Next(11)) : null },
        };
    }

    /// <summary>None, open at one end, whole months, days at their edges, or any days.</summary>
    public static (DateOnly? From, DateOnly? To) AnyPeriod(Random random)
    {
        var month = new DateOnly(2026, 1, 1).AddMonths(random.Next(5));
        var (day, length) = (TestData.Day.AddDays(random.Next(-80, 80)), random.Next(90));
        return random.Next(8) switch
        {
            0 => (null, null),
            1 => (month, null),
            2 => (null, day),
            3 => (month, month.AddMonths(1).AddDays(-1)),
            4 => (month.AddDays(-1), month.AddMonths(2)),
            5 => (month.AddDays(1), month.AddMonths(1).AddDays(-2)),
            6 => (day, day),
            _ => (day, day.AddDays(length)),
        };
    }
}
