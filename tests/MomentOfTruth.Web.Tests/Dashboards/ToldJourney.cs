using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Tests.Dashboards;

/// <summary>A journey in short: "A9 C0 B7.5" is a 9 at touchpoint A, then a 0 at C, then a 7.5 at B. Open without an outcome.</summary>
internal sealed record ToldJourney(
    string Moments, Outcome? Outcome = Domain.Journeys.Outcome.NotSaid, string? Competitor = null, string? Product = null,
    DateOnly? Day = null)
{
    public bool IsOrdered { get; init; } = true;

    /// <summary>Whether it finished by itself; its outcome is then not said.</summary>
    public bool ClosedByItself { get; init; }

    public static IEnumerable<ToldJourney> Times(int n, ToldJourney journey) => Enumerable.Repeat(journey, n);

    /// <summary>Puts them into the store in one transaction, through the product's own writer.</summary>
    public static Task<int> LogAsync(AppFixture app, Company company, IEnumerable<ToldJourney> journeys) => app.InScopeAsync(async services =>
    {
        var told = journeys.ToList();
        var db = services.GetRequiredService<AppDbContext>();
        var places = told.SelectMany(j => j.Moments.Split(' ').Select(m => m[..1])).Distinct()
            .ToDictionary(name => name, name => db.Touchpoints.FirstOrDefault(t => t.CompanyId == company.Id && t.Name == name) ?? db.Add(new Touchpoint(company.Id, name, Channel.Store)).Entity);
        var products = told.Select(j => j.Product).OfType<string>().Distinct()
            .ToDictionary(name => name, name => db.Products.FirstOrDefault(p => p.CompanyId == company.Id && p.Name == name) ?? db.Add(new Product(company.Id, name)).Entity);
        await db.SaveChangesAsync();
        await services.GetRequiredService<JourneyWriter>().LogAllAsync(
            [.. told.Select(j => j.Made(company.Id, places, products))], default);
        return told.Count;
    });

    private Journey Made(Guid companyId, Dictionary<string, Touchpoint> places, Dictionary<string, Product> products)
    {
        var day = Day ?? TestData.Day;
        var entries = Moments.Split(' ')
            .Select(m => new MomentEntry(
                places[m[..1]].Id, Channel.Store, new Score((int)(decimal.Parse(m[1..], CultureInfo.InvariantCulture) * 10)), day))
            .ToList();
        var journey = new Journey(companyId, entries[0], DateTime.UtcNow) { ProductId = Product is null ? null : products[Product].Id };
        foreach (var entry in entries.Skip(1))
        {
            journey.Add(entry);
        }

        if (!IsOrdered)
        {
            journey.HasNoOrder();
        }

        if (ClosedByItself)
        {
            journey.FinishByItself(DateTime.UtcNow);
        }
        else if (Outcome is { } outcome)
        {
            journey.Finish(outcome, day, DateTime.UtcNow, Competitor);
        }

        return journey;
    }
}
