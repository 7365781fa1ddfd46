using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Data;

/// <summary>The services of the store.</summary>
public static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StoreHealth>().AddScoped<FactsLedger>().AddScoped<SearchIndex>().AddScoped<JourneyBulk>().AddScoped<Store>();

        var provider = configuration.GetSection(DatabaseOptions.Section).GetValue<DatabaseProvider>(nameof(DatabaseOptions.Provider));
        return provider switch
        {
            DatabaseProvider.Sqlite => services.AddDbContextPool<AppDbContext, SqliteAppDbContext>(
                (app, options) => SqliteAppDbContext.Configure(options, ConnectionString(app))),
            DatabaseProvider.PostgreSql => services.AddDbContextPool<AppDbContext, PostgreSqlAppDbContext>(
                (app, options) => PostgreSqlAppDbContext.Configure(options, ConnectionString(app))),
            _ => throw new InvalidOperationException($"No database provider {provider}."),
        };
    }

    private static string ConnectionString(IServiceProvider app) =>
        app.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
}
