using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Data;

/// <summary>The store and what looks after it.</summary>
public static class DataServices
{
    // One for all: it knows which pooled connections it has seen.
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

    private static string ConnectionString(IServiceProvider app) => app.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
}
