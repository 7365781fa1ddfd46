using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;

namespace MomentOfTruth.Web.Demo;

/// <summary>
/// The journeys of one company that is invented for a load test: three years of days up to yesterday, in order. Journey n is drawn from the
/// seed, the company's number and n alone. They carry no texts, so there is nothing in them to search for.
/// </summary>
internal sealed class LoadCompany(
    LoadSize size, int number, Guid companyId, IReadOnlyList<Touchpoint> touchpoints, IReadOnlyList<Guid> products, DateOnly today)
{
    private const int Days = 3 * 365, MostMoments = 12, LongestDays = 20;
    private const double Opens = 0.02, SaysNothing = 0.12, NamesProduct = 0.8;

    private static readonly string[] Competitors = ["Hanbit", "Mirae", "Garam", "Nuri"];

    public static readonly IReadOnlyList<(string Name, Channel Channel)> Touchpoints =
    [
        ("Call centre", Channel.Phone), ("Shop", Channel.Store), ("Website", Channel.Web), ("App", Channel.App), ("Chat", Channel.Chat),
        ("Confirmation mail", Channel.Email), ("Activation", Channel.Device), ("Technician", Channel.Field), ("Delivery", Channel.Field),
        ("Invoice", Channel.Email), ("Complaints desk", Channel.Phone), ("Social media", Channel.Social),
    ];

    public static readonly IReadOnlyList<string> Products = ["Basic", "Plus", "Premium"];

    public int Number => number;

    public Guid CompanyId => companyId;

    public int Count => size.JourneysOf(number);

    /// <param name="n">From 0; later journeys ended later.</param>
    public Journey Draw(int n)
    {
        var random = new Random(HashOf(size.Seed, number, n));
        var day = today.AddDays((int)((long)n * Days / Count) - Days);
        var loggedAtUtc = day.ToDateTime(new TimeOnly(random.Next(8), random.Next(60)), DateTimeKind.Utc);
        var (firstDay, mood) = (day.AddDays(-random.Next(LongestDays)), (random.NextDouble() - 0.5) * 3);
        var moments = 1 + (int)(MostMoments * random.NextDouble() * random.NextDouble());

        var journey = new Journey(companyId, EntryOf(random, mood, firstDay), loggedAtUtc);
        for (var i = 1; i < moments; i++)
        {
            journey.Add(EntryOf(random, mood, i == moments - 1 ? day : firstDay));
        }

        journey.ProductId = random.NextDouble() < NamesProduct ? products[random.Next(products.Count)] : null;
        journey.CameFrom(FormattableString.Invariant($"{size.KeyPrefix}{n}"));
        if (random.NextDouble() >= Opens)
        {
            var outcome = OutcomeOf(random, journey.Facts);
            journey.Finish(
                outcome, day, loggedAtUtc, outcome == Outcome.LeftForCompetitor ? Competitors[random.Next(Competitors.Length)] : null);
        }
        else if (today.DayNumber - day.DayNumber > Company.DefaultQuietDays)
        {
            journey.FinishByItself(loggedAtUtc.AddDays(Company.DefaultQuietDays));
        }

        return journey;
    }

    // Every company has touchpoints that it does better, and some that fail their customers.
    private MomentEntry EntryOf(Random random, double mood, DateOnly day)
    {
        var which = random.Next(touchpoints.Count);
        var quality = (uint)HashOf(size.Seed, number, -1 - which) / (double)uint.MaxValue;
        var score = random.NextDouble() < 0.12 * (1 - quality)
            ? 0
            : (int)Math.Clamp(Math.Round(5.5 + (3 * quality) + mood + ((random.NextDouble() + random.NextDouble() - 1) * 3)), 1, 10);
        return new MomentEntry(touchpoints[which].Id, touchpoints[which].Channel, new Score(score * 10), day);
    }

    private static Outcome OutcomeOf(Random random, JourneyFacts facts)
    {
        if (random.NextDouble() < SaysNothing)
        {
            return Outcome.NotSaid;
        }

        var (leaves, how) = (facts.IsCollapsed ? 0.5 : facts.Average < 6 ? 0.25 : 0.08, random.NextDouble());
        return random.NextDouble() < leaves
            ? how switch { < 0.5 => Outcome.LeftForCompetitor, < 0.8 => Outcome.Left, _ => Outcome.Returned }
            : how < 0.2 ? Outcome.Complained : Outcome.Stayed;
    }

    // The framework's own hash differs from run to run.
    private static int HashOf(int seed, int company, int n)
    {
        var hash = unchecked(((ulong)(uint)seed << 32) ^ ((ulong)(uint)company << 48) ^ (uint)n) * 0x9E3779B97F4A7C15;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return unchecked((int)(hash ^ (hash >> 31)));
    }
}
