using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Log;

namespace MomentOfTruth.Web.Demo;

/// <summary>Loads the demo: two invented companies, their members and a year of journeys. What is there already is left as it is.</summary>
public sealed class DemoData(AppDbContext db, CompanyRegister register, JourneyLog log, DemoPeople people, DemoPublications publications, TimeProvider clock)
{
    private const int BatchSize = 500;

    public async Task<DemoLoaded> LoadAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today(DemoCompany.TimeZoneId);
        var onbitMobile = await ShelfOfAsync(OnbitMobile.Company, cancellationToken);
        var soraAir = await ShelfOfAsync(SoraAir.Company, cancellationToken);
        var signIns = await people.AddAsync(onbitMobile.CompanyId, soraAir.CompanyId, cancellationToken);

        var journeys = await AddNewAsync(onbitMobile,
            FiveMoments.Of(onbitMobile, today).Concat(new DemoYear(OnbitMobile.Company, onbitMobile, today).Journeys()), cancellationToken);
        journeys += await AddNewAsync(soraAir, new DemoYear(SoraAir.Company, soraAir, today).Journeys(), cancellationToken);
        await publications.AddAsync(onbitMobile.CompanyId, cancellationToken);
        return new DemoLoaded(journeys, signIns);
    }

    private async Task<DemoShelf> ShelfOfAsync(DemoCompany demo, CancellationToken cancellationToken)
    {
        var company = await register.FindAsync(demo.Slug, cancellationToken);
        if (company is null)
        {
            company = new Company(demo.Slug, demo.Name.English, DemoCompany.TimeZoneId, demo.Name.Korean, isVerified: true);
            db.Add(company);
            db.AddRange(demo.Touchpoints.Select(t => new Touchpoint(company.Id, t.Name.English, t.Channel, t.Name.Korean)));
            await db.SaveChangesAsync(cancellationToken);
        }

        var touchpoints = new Dictionary<string, Touchpoint>();
        foreach (var touchpoint in demo.Touchpoints)
        {
            touchpoints[touchpoint.Name.English] =
                await register.FindOrAddTouchpointAsync(company.Id, touchpoint.Name.English, touchpoint.Channel, cancellationToken);
        }

        var products = new Dictionary<string, Guid>();
        foreach (var name in demo.Products.Select(product => product.Name).OfType<string>())
        {
            products[name] = (await register.FindOrAddProductAsync(company.Id, name, cancellationToken)).Id;
        }

        return new DemoShelf(company.Id, touchpoints, products);
    }

    private async Task<int> AddNewAsync(DemoShelf shelf, IEnumerable<(string ImportKey, Func<Journey> Make)> journeys, CancellationToken cancellationToken)
    {
        var known = await db.JourneysOf(shelf.CompanyId).Where(j => j.ImportKey != null).Select(j => j.ImportKey).ToHashSetAsync(cancellationToken);
        var added = 0;
        foreach (var batch in journeys.Where(journey => !known.Contains(journey.ImportKey)).Chunk(BatchSize))
        {
            await log.LogAllAsync([.. batch.Select(journey => journey.Make())], cancellationToken);
            added += batch.Length;
        }

        return added;
    }
}
