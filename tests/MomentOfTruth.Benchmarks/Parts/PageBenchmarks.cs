using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Ledger;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Benchmarks.Parts;

/// <summary>Whole pages of the served app, one after another, on a store of a few thousand journeys.</summary>
[MemoryDiagnoser]
public class PageBenchmarks
{
    private const string Slug = "measured", Email = "manager@example.test", Password = "seven herons under a lantern";

    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("pages-");
    private Func<Task<byte[]>> _get = () => Task.FromResult<byte[]>([]);
    private Func<Task> _stop = () => Task.CompletedTask;

    [Params($"/en/log/{Slug}", $"/en/companies/{Slug}?period=all", $"/en/companies/{Slug}/journeys", $"/en/companies/{Slug}/fix-first?period=all")]
    public string Page { get; set; } = "";

    [GlobalSetup]
    public async Task Serve()
    {
        var app = MeasuredApp.Build(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(_work.FullName, "pages.db")}");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Store>().OpenAsync(default);
            await FillAsync(scope.ServiceProvider);
        }

        await app.StartAsync();
        var visitors = new Visitors(new Uri(app.Urls.Single()), 1);
        var cookies = await visitors.SignInAsync(Email, Password, default);
        _get = () => visitors.GetAsync(Page, cookies, default);
        _stop = async () =>
        {
            visitors.Dispose();
            await app.DisposeAsync();
            _work.Delete(recursive: true);
        };
    }

    [GlobalCleanup]
    public Task Stop() => _stop();

    [Benchmark]
    public Task<byte[]> Get() => _get();

    private static async Task FillAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<AppDbContext>();
        var company = new Company(Slug, "Measured", "Asia/Seoul");
        var touchpoints = Enumerable.Range(1, 8).Select(i => new Touchpoint(company.Id, $"Touchpoint {i}", Channel.Store)).ToList();
        db.Add(company);
        db.AddRange(touchpoints);
        await db.SaveChangesAsync();
        var journeys = DrawnJourneys.Of(company.Id, [.. touchpoints.Select(t => t.Id)], 3_000, 5);
        await services.GetRequiredService<JourneyBulk>().AddAsync(journeys, Tally.Of(journeys), default);
        var manager = new User { UserName = Email, Email = Email, EmailConfirmed = true };
        await services.GetRequiredService<UserManager<User>>().CreateAsync(manager, Password);
        db.Add(new Membership(company.Id, manager.Id, CompanyRole.Manager));
        await db.SaveChangesAsync();
    }
}
