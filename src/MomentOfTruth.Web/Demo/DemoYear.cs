using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Demo;

/// <summary>
/// A year of journeys of an invented company. Each day is drawn from a seed of its own, so that the same day always has the same journeys
/// and a later load adds only the days since.
/// </summary>
internal sealed class DemoYear(DemoCompany company, DemoTouchpoints shelf, DateOnly today)
{
    private const int Days = 365;

    /// <summary>Returns the journeys up to yesterday with their import keys. A journey is made only when its function is called.</summary>
    public IEnumerable<(string ImportKey, Func<Journey> Make)> Journeys()
    {
        for (var back = Days; back >= 1; back--)
        {
            var day = today.AddDays(-back);
            var average = company.JourneysPerYear / (double)Days;
            var count = (int)(average + Seeded(day, 0).NextDouble());
            for (var n = 1; n <= count; n++)
            {
                var (number, key) = (n, string.Create(CultureInfo.InvariantCulture, $"demo:{day:yyyy-MM-dd}:{n}"));
                yield return (key, () => Draw(Seeded(day, number), day, key));
            }
        }
    }

    private Journey Draw(Random random, DateOnly day, string importKey)
    {
        var yearShare = 1 - ((today.DayNumber - day.DayNumber) / (double)Days);
        var korean = random.NextDouble() < 0.6;
        var product = Pick(random, company.Products);
        var steps = company.Steps.Where(step => random.NextDouble() < step.Share).ToList();
        if (steps.Count == 0)
        {
            steps.Add(company.Steps[0]);
        }

        var loggedAtUtc = DemoTouchpoints.InstantOf(day, new(random.Next(9, 23), random.Next(60)));
        var scores = ScoresOf(random, steps, yearShare, product.ZeroFactor);
        var entries = steps.Zip(scores, DaysOf(random, steps.Count, day))
            .Select(moment => EntryOf(random, moment.First, moment.Second, moment.Third, korean))
            .ToList();
        var journey = new Journey(shelf.CompanyId, entries[0], loggedAtUtc);
        foreach (var entry in entries.Skip(1))
        {
            journey.Add(entry);
        }

        journey.ProductId = shelf.Product(product.Name);
        journey.CameFrom(importKey);
        if (random.NextDouble() < 0.4)
        {
            journey.Describe(Pick(random, journey.Facts.IsCollapsed ? company.BadTitles : company.GoodTitles).In(korean));
        }

        var staysOpen = random.NextDouble() < (today.DayNumber - day.DayNumber <= 28 ? 0.35 : 0.05);
        if (!staysOpen)
        {
            var outcome = OutcomeOf(random, journey.Facts);
            var competitor = outcome == Outcome.LeftForCompetitor ? Pick(random, company.Competitors).Name : null;
            journey.Finish(outcome, day, loggedAtUtc, competitor);
        }
        else if (today.DayNumber - day.DayNumber > Company.DefaultQuietDays)
        {
            journey.FinishByItself(loggedAtUtc.AddDays(Company.DefaultQuietDays));
        }

        return journey;
    }

    // A customer's mood colours all scores alike; after a zero, later moments meet less patience.
    private List<Score> ScoresOf(Random random, List<DemoStep> steps, double yearShare, double zeroFactor)
    {
        var mood = Bell(random) * 0.9;
        var scores = new List<Score>();
        foreach (var touchpoint in steps.Select(TouchpointOf))
        {
            if (random.NextDouble() < touchpoint.ZeroRateAt(yearShare) * zeroFactor)
            {
                mood -= 0.5;
                scores.Add(new Score(0));
                continue;
            }

            var score = Math.Round(touchpoint.MeanAt(yearShare) + mood + (Bell(random) * 1.3));
            scores.Add(new Score((int)Math.Clamp(score, 1, 10) * 10));
        }

        return scores;
    }

    private List<DateOnly> DaysOf(Random random, int moments, DateOnly lastDay)
    {
        var length = random.Next(company.LongestDays + 1);
        return [.. Enumerable.Range(0, moments).Select(_ => lastDay.AddDays(-random.Next(length + 1))).Order()];
    }

    private MomentEntry EntryOf(Random random, DemoStep step, Score score, DateOnly day, bool korean)
    {
        var touchpoint = TouchpointOf(step);
        var words = score.Tenths switch
        {
            <= 30 when random.NextDouble() < 0.6 => Pick(random, touchpoint.Complaints),
            >= 90 when random.NextDouble() < 0.15 => Pick(random, touchpoint.Praise),
            _ => null,
        };
        return shelf.EntryAt(step.Touchpoint, score, day, occurredAt: null, words?.In(korean));
    }

    private static Outcome OutcomeOf(Random random, JourneyFacts facts)
    {
        if (random.NextDouble() < 0.12)
        {
            return Outcome.NotSaid;
        }

        var leaves = (facts.IsCollapsed, facts.AverageAfterZero) switch
        {
            (false, _) => facts.Average < 6.5 ? 0.22 : 0.06,
            (true, >= 8) => 0.34,
            (true, _) => 0.62,
        };
        var (gone, how) = (random.NextDouble() < leaves, random.NextDouble());
        return gone
            ? how switch { < 0.55 => Outcome.LeftForCompetitor, < 0.80 => Outcome.Left, _ => Outcome.Returned }
            : how < (facts.IsCollapsed ? 0.55 : 0.08) ? Outcome.Complained : Outcome.Stayed;
    }

    private DemoTouchpoint TouchpointOf(DemoStep step) => company.Touchpoints.First(t => t.Name.English == step.Touchpoint);

    // Neighbouring seeds would give neighbouring first numbers.
    private Random Seeded(DateOnly day, int number) =>
        new(unchecked((((day.DayNumber * 64) + number) * (int)2_654_435_761) ^ company.JourneysPerYear));

    // Mean 0, standard deviation 1, close enough to a bell.
    private static double Bell(Random random) =>
        (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;

    private static DemoWords Pick(Random random, IReadOnlyList<DemoWords> words) => words[random.Next(words.Count)];

    private static DemoShare Pick(Random random, IReadOnlyList<DemoShare> shares)
    {
        var left = random.NextDouble() * shares.Sum(share => share.Weight);
        return shares.First(share => (left -= share.Weight) < 0);
    }
}
