using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Benchmarks.Shapes;

/// <summary>
/// Finished journeys of invented companies over three years, in the order of their days: twelve touchpoints, three products, five moments
/// on average. The same at every run.
/// </summary>
internal sealed class DrawnCompanies(int journeys, int companies)
{
    private const int Days = 3 * 365, Touchpoints = 12, Products = 4, MostMoments = 12;
    private const double ZeroRate = 0.06;

    private static readonly DateOnly FirstDay = new(2023, 1, 1);
    private static readonly string?[] Competitors = ["Hanbit", "Mirae", "Garam", "Nuri"];

    private readonly Guid[] _touchpoints = [.. Enumerable.Range(1, companies * Touchpoints).Select(Id)];

    public int Count => journeys / companies * companies;

    public IReadOnlyList<Guid> Companies { get; } = [.. Enumerable.Range(1, companies).Select(Id)];

    public static DateOnly LastDay => FirstDay.AddDays(Days - 1);

    public IEnumerable<CountedJourney> Journeys(int seed)
    {
        var random = new Random(seed);
        for (var company = 0; company < companies; company++)
        {
            for (var n = 0; n < journeys / companies; n++)
            {
                yield return Draw(random, company, FirstDay.AddDays((int)((long)n * Days / (journeys / companies))));
            }
        }
    }

    private CountedJourney Draw(Random random, int company, DateOnly day)
    {
        var moments = new ScoredMoment[1 + (int)(MostMoments * random.NextDouble() * random.NextDouble())];
        for (var i = 0; i < moments.Length; i++)
        {
            var score = random.NextDouble() < ZeroRate ? 0 : 1 + random.Next(10);
            moments[i] = new ScoredMoment(_touchpoints[(company * Touchpoints) + random.Next(Touchpoints)], new Score(score * 10));
        }

        var (product, outcome) = (random.Next(Products), (Outcome)(1 + random.Next(Enum.GetValues<Outcome>().Length)));
        return new CountedJourney(
            Companies[company], day, product == 0 ? null : Id(product), outcome,
            outcome == Outcome.LeftForCompetitor ? Competitors[random.Next(Competitors.Length)] : null, moments, JourneyFacts.Of(moments));
    }

    private static Guid Id(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        new Random(number).NextBytes(bytes);
        return new Guid(bytes);
    }
}
