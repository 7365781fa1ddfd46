using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests;

/// <summary>Many journeys of a company at once, the same for the same seed, over the months around <see cref="TestData.Day"/>.</summary>
public static class RandomJourneys
{
    private static readonly string[] Places = ["Call centre", "Shop", "Website", "Technician"], Products = ["Modem", "Phone"];

    public static Task<IReadOnlyList<Journey>> ManyAsync(this AppFixture app, Company company, int count, int seed) => app.InScopeAsync<IReadOnlyList<Journey>>(async services =>
    {
        var register = services.GetRequiredService<CompanyRegister>();
        var touchpoints = new List<Guid>();
        foreach (var place in Places)
        {
            touchpoints.Add((await register.FindOrAddTouchpointAsync(company.Id, place, Channel.Store, default)).Id);
        }

        var products = new List<Guid?> { null };
        foreach (var product in Products)
        {
            products.Add((await register.FindOrAddProductAsync(company.Id, product, NameState.Kept, default)).Id);
        }

        var random = new Random(seed);
        var journeys = Enumerable.Range(0, count).Select(i => One(random, company.Id, i, touchpoints, products)).ToList();
        await services.GetRequiredService<JourneyWriter>().LogAllAsync(journeys, default);
        return journeys;
    });

    private static Journey One(Random random, Guid companyId, int number, List<Guid> touchpoints, List<Guid?> products)
    {
        var day = TestData.Day.AddDays(random.Next(-70, 70));
        MomentEntry Entry() => new(
            touchpoints[random.Next(touchpoints.Count)], random.Next(3) == 0 ? Channel.Phone : Channel.Store,
            new Score(random.Next(6) == 0 ? 0 : random.Next(1, 101)), day.AddDays(-random.Next(3)), null, random.Next(4) == 0 ? $"Story {number}" : null);
        var journey = new Journey(companyId, Entry(), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number)) { ProductId = products[random.Next(products.Count)] };
        for (var more = random.Next(6); more > 0; more--)
        {
            journey.Add(Entry());
        }

        journey.Describe($"Journey {number}");
        if (random.Next(8) > 0)
        {
            var outcome = Enum.GetValues<Outcome>()[random.Next(6)];
            journey.Finish(
                outcome, day, new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc),
                outcome == Outcome.LeftForCompetitor && random.Next(2) == 0 ? "Rival" : null);
        }

        return journey;
    }
}
