using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Data;

/// <summary>The services of the store.</summary>
public static class DataServices
{
    // One instance for all contexts, since it remembers which pooled connections have their settings.
    private static readonly SqliteSettings Settings = new();

    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<FactsLedger>().AddScoped<SearchIndex>().AddScoped<JourneyBulk>().AddScoped<Store>();

        var provider = configuration.GetSection(DatabaseOptions.Section).GetValue<DatabaseProvider>(nameof(DatabaseOptions.Provider));
        return provider switch
        {
            DatabaseProvider.Sqlite => services.AddDbContextPool<AppDbContext, SqliteAppDbContext>(
                (app, options) => options.UseSqlite(ConnectionString(app)).AddInterceptors(Settings)),
            DatabaseProvider.PostgreSql => services.AddDbContextPool<AppDbContext, PostgreSqlAppDbContext>(
                (app, options) => options.UseNpgsql(ConnectionString(app))),
            _ => throw new InvalidOperationException($"No database provider {provider}."),
        };
    }

    private static string ConnectionString(IServiceProvider app) =>
        app.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
}
