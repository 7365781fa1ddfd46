namespace MomentOfTruth.Web.Features.Admin;

/// <summary>The pages of the installation's administrators.</summary>
public static class AdminServices
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddScoped<PersonQuery>().AddScoped<InstallationReport>().AddScoped<StateQuery>()
            .AddScoped<CompanyClaimsQuery>().AddScoped<CompanyDirectory>()
            .AddSingleton<BackupSchedule>().AddHostedService(app => app.GetRequiredService<BackupSchedule>());
    }
}
