using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace MomentOfTruth.Web.Data;

/// <summary>The services of the store.</summary>
public static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsCheck>();
        services.AddSingleton<StoreHealth>().AddSingleton<Replicas>().AddScoped<FactsLedger>().AddScoped<SearchIndex>().AddScoped<JourneyBulk>().AddSingleton<CommitLine>().AddScoped<GroupCommit>().AddScoped<Store>().AddScoped<StoreBackup>()
            .AddScoped<Leases>().AddScoped<NameMerger>().AddScoped<CompanyMerger>().AddScoped<MovedJourneys>()
            .AddSingleton<AuditLog>().AddScoped<AuditVerifier>();

        var provider = ProviderOf(configuration[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}"]);
        return provider switch
        {
            DatabaseProvider.Sqlite => services.AddDbContextPool<AppDbContext, SqliteAppDbContext>(
                (app, options) => SqliteAppDbContext.Configure(Quiet(options), ConnectionString(app))),
            DatabaseProvider.PostgreSql => services.AddDbContextPool<AppDbContext, PostgreSqlAppDbContext>(
                (app, options) => PostgreSqlAppDbContext.Configure(Quiet(options), ConnectionString(app))),
            _ => throw new InvalidOperationException($"No database provider {provider}."),
        };
    }

    private static DatabaseProvider ProviderOf(string? named) =>
        string.IsNullOrWhiteSpace(named) ? DatabaseProvider.Sqlite
        : Enum.TryParse<DatabaseProvider>(named, ignoreCase: true, out var provider) && Enum.IsDefined(provider) ? provider
        : throw new InvalidOperationException(
            $"Database:Provider must be {string.Join(" or ", Enum.GetNames<DatabaseProvider>())}; it is \"{named}\".");

    // Whoever asks the store handles what it answers, and logs what is wrong once: a name that another request has just added is no error.
    private static DbContextOptionsBuilder Quiet(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug)));

    private static string ConnectionString(IServiceProvider app) =>
        app.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
}
