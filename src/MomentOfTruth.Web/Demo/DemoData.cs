using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Intake;

namespace MomentOfTruth.Web.Demo;

/// <summary>Loads the demo: two invented companies, their members and a year of journeys. What exists already is left as it is.</summary>
public sealed class DemoData(
    AppDbContext db,
    CompanyRegister register,
    JourneyWriter log,
    DemoPeople people,
    DemoPublications publications,
    DemoAnswers answers,
    TimeProvider clock)
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
        await answers.AddAsync(onbitMobile.CompanyId, cancellationToken);
        await MarkAsync(onbitMobile, today, cancellationToken);
        return new DemoLoaded(journeys, signIns);
    }

    // What the company changed: one thing that came of the five moments' journey, and one before it.
    private async Task MarkAsync(DemoTouchpoints shelf, DateOnly today, CancellationToken cancellationToken)
    {
        if (await db.Markers.AnyAsync(m => m.CompanyId == shelf.CompanyId, cancellationToken))
        {
            return;
        }

        db.Add(new Marker(shelf.CompanyId, shelf.IdOf("Call centre"), today.AddDays(-140), "상담 안내문을 새로 씀"));
        db.Add(new Marker(shelf.CompanyId, shelf.IdOf("Activation"), today.AddDays(-36), "Key entered before leaving"));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<DemoTouchpoints> ShelfOfAsync(DemoCompany demo, CancellationToken cancellationToken)
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
            products[name] = (await register.FindOrAddProductAsync(company.Id, name, NameState.Kept, cancellationToken)).Id;
        }

        return new DemoTouchpoints(company.Id, touchpoints, products);
    }

    private async Task<int> AddNewAsync(
        DemoTouchpoints shelf, IEnumerable<(string ImportKey, Func<Journey> Make)> journeys, CancellationToken cancellationToken)
    {
        var known = await db.JourneysOf(shelf.CompanyId).Where(j => j.ImportKey != null).Select(j => j.ImportKey)
            .ToHashSetAsync(cancellationToken);
        var added = 0;
        foreach (var batch in journeys.Where(journey => !known.Contains(journey.ImportKey)).Chunk(BatchSize))
        {
            await log.LogAllAsync([.. batch.Select(journey => journey.Make())], cancellationToken);
            added += batch.Length;
        }

        return added;
    }
}

/// <summary>The result of loading the demo.</summary>
public sealed record DemoLoaded(int Journeys, IReadOnlyList<DemoSignIn> SignIns)
{
    /// <summary>For a console.</summary>
    public IEnumerable<string> SignInLines() =>
        SignIns.Select(person => $"  {person.Email,-22}  {person.Password ?? "(password as given when it was created)",-22}  {person.May}");
}

/// <summary>The services of the demo.</summary>
public static class DemoServices
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddScoped<DemoData>().AddScoped<DemoPeople>().AddScoped<DemoPublications>().AddScoped<DemoAnswers>().AddScoped<LoadData>();
}

/// <summary>The ids of a demo company's touchpoints and products by the demo's names for them.</summary>
internal sealed class DemoTouchpoints(
    Guid companyId, IReadOnlyDictionary<string, Touchpoint> touchpoints, IReadOnlyDictionary<string, Guid> products)
{
    public Guid CompanyId => companyId;

    public Guid IdOf(string touchpoint) => touchpoints[touchpoint].Id;

    public Guid? Product(string? name) => name is null ? null : products[name];

    public MomentEntry EntryAt(string touchpoint, Score score, DateOnly occurredOn, TimeOnly? occurredAt, string? story) =>
        new(touchpoints[touchpoint].Id, touchpoints[touchpoint].Channel, score, occurredOn, occurredAt, story);

    /// <summary>Returns the instant of a local time of the demo's companies.</summary>
    public static DateTime InstantOf(DateOnly day, TimeOnly time) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time), TimeZoneInfo.FindSystemTimeZoneById(DemoCompany.TimeZoneId));
}

/// <summary>A text in both languages.</summary>
public sealed record DemoWords(string English, string Korean)
{
    public string In(bool korean) => korean ? Korean : English;
}
