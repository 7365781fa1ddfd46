using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Tests;

/// <summary>The real app on a real database of its own.</summary>
public class AppFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    /// <summary>Settings beyond the usual ones.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    async Task IAsyncLifetime.InitializeAsync() => await Database.CreateAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        await Database.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Database:Provider", TestDatabase.Provider.ToString());
        builder.UseSetting("Database:ConnectionString", Database.ConnectionString);
        foreach (var limit in typeof(LimitOptions).GetProperties())
        {
            builder.UseSetting($"{LimitOptions.Section}:{limit.Name}", limit.Name == nameof(LimitOptions.SecondsToFillIn) ? "0" : "100000");
        }

        builder.UseSetting("Serilog:MinimumLevel:Default", "Warning");
        builder.UseSetting("Site:DefaultZone", "Asia/Seoul");

        // What is not about it has no sender that looks into the store now and then.
        builder.UseSetting("Push:IsOn", "false");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        // Hundreds of sign-ins: the hash is slow on purpose. That it is slow enough elsewhere has a test of its own.
        builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000));
    }

    /// <summary>Runs work with services of its own, as a request would.</summary>
    public Task InScopeAsync(Func<IServiceProvider, Task> work) => InScopeAsync(async services =>
    {
        await work(services);
        return true;
    });

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>A browser that follows no redirect, so that tests see them.</summary>
    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
}
